package dev.gatehouse.gateway.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.gatehouse.gateway.settings.InvalidSetting;
import dev.gatehouse.gateway.yaml.YamlNode;

import org.springframework.util.unit.DataSize;

/**
 * Reads what the gateway needs of one OpenAPI 3.1 contract: which operations there are
 * and what each asks for. What it does not understand it refuses, with file, line and
 * pointer: a rule that was skipped would be an open door.
 */
final class ContractReader {

	private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

	private static final Set<String> BESIDE_METHODS = Set.of("summary", "description", "servers", "parameters");

	private final String api;

	private final YamlNode root;

	private final References references;

	private final Set<String> operationIds = new LinkedHashSet<>();

	ContractReader(String api, YamlNode root) {
		this.api = api;
		this.root = root;
		this.references = new References(root);
	}

	/**
	 * Returns the contract's operations with the place where each stands.
	 * @throws InvalidSetting if the contract is not one that can be enforced
	 */
	Map<Operation, YamlNode> read() {
		YamlNode version = this.root.require("openapi");
		if (!version.text().startsWith("3.1.")) {
			throw version.fault("must be OpenAPI 3.1");
		}
		Map<Operation, YamlNode> operations = new LinkedHashMap<>();
		this.root.require("paths")
			.members()
			.forEach((path, item) -> item.members().forEach((member, node) -> read(path, member, node, operations)));
		if (operations.isEmpty()) {
			throw this.root.require("paths").fault("has no operation");
		}
		return operations;
	}

	private void read(String path, String member, YamlNode node, Map<Operation, YamlNode> operations) {
		if (METHODS.contains(member)) {
			operations.put(operation(path, member, node), node);
		}
		else if (!BESIDE_METHODS.contains(member) && !member.startsWith("x-")) {
			throw node.fault("is not something that the gateway can enforce");
		}
	}

	private Operation operation(String path, String method, YamlNode node) {
		YamlNode id = node.require("operationId");
		if (!id.text().matches("[A-Za-z][A-Za-z0-9_-]{0,63}")) {
			throw id.fault("must be letters, digits, '-' and '_'");
		}
		if (!this.operationIds.add(id.text())) {
			throw id.fault("'" + id.text() + "' stands twice");
		}
		return new Operation(this.api, id.text(), method.toUpperCase(Locale.ROOT), path, scopes(node), mediaTypes(node),
				maxBody(node), isConfirmed());
	}

	/** An extension of OpenAPI, for the whole contract. */
	private boolean isConfirmed() {
		YamlNode wish = this.root.get("x-gatehouse-introspect");
		if (wish != null && !wish.text().matches("true|false")) {
			throw wish.fault("must be true or false");
		}
		return wish != null && wish.text().equals("true");
	}

	/** An extension of OpenAPI: {@code x-max-body: 4KB}. */
	private static long maxBody(YamlNode operation) {
		YamlNode limit = operation.get("x-max-body");
		if (limit == null) {
			return Operation.NO_LIMIT;
		}
		if (!limit.text().matches("[1-9]\\d{0,9}(B|KB|MB)")) {
			throw limit.fault("must be a size above zero, such as 4KB");
		}
		return DataSize.parse(limit.text()).toBytes();
	}

	private List<String> scopes(YamlNode operation) {
		YamlNode security = operation.get("security");
		if (security == null) {
			security = this.root.get("security");
		}
		if (security == null) {
			throw operation.fault("has no 'security': an operation without scope would be open");
		}
		List<YamlNode> alternatives = security.items();
		if (alternatives.size() != 1 || alternatives.getFirst().members().size() != 1) {
			throw security.fault("must name one security scheme");
		}
		Map.Entry<String, YamlNode> requirement = alternatives.getFirst().members().entrySet().iterator().next();
		Set<String> declared = declaredScopes(requirement.getKey(), requirement.getValue());
		List<String> scopes = new ArrayList<>();
		for (YamlNode scope : requirement.getValue().items()) {
			if (!declared.contains(scope.text())) {
				throw scope.fault("'" + scope.text() + "' is no scope of the scheme '" + requirement.getKey() + "'");
			}
			if (!scope.text().matches("[\\x21\\x23-\\x5b\\x5d-\\x7e]+")) {
				throw scope.fault("'" + scope.text() + "' is no scope (RFC 6749, section 3.3)");
			}
			scopes.add(scope.text());
		}
		if (scopes.isEmpty()) {
			throw requirement.getValue().fault("names no scope: an operation without scope would be open");
		}
		return scopes;
	}

	private Set<String> declaredScopes(String scheme, YamlNode requirement) {
		YamlNode components = this.root.get("components");
		YamlNode schemes = (components != null) ? components.get("securitySchemes") : null;
		YamlNode declared = (schemes != null) ? schemes.get(scheme) : null;
		if (declared == null) {
			throw requirement.fault("'" + scheme + "' is not among components/securitySchemes");
		}
		if (!declared.require("type").text().equals("oauth2")) {
			throw declared.fault("must be of type oauth2");
		}
		return declared.require("flows").require("clientCredentials").require("scopes").members().keySet();
	}

	private Set<String> mediaTypes(YamlNode operation) {
		YamlNode body = operation.get("requestBody");
		if (body == null) {
			return Set.of();
		}
		Set<String> types = new LinkedHashSet<>();
		this.references.resolve(body)
			.require("content")
			.members()
			.forEach((type, node) -> types.add(type.toLowerCase(Locale.ROOT)));
		if (types.isEmpty()) {
			throw body.fault("names no media type");
		}
		return types;
	}

}
