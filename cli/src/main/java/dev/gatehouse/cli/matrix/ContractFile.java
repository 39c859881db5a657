package dev.gatehouse.cli.matrix;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.gatehouse.cli.matrix.Node.Member;
import dev.gatehouse.cli.matrix.Operation.Guard;
import dev.gatehouse.cli.terminal.Complaint;
import org.jspecify.annotations.Nullable;

/**
 * The operations of one OpenAPI 3.1 contract and what each asks for. Reads as the
 * gateway's contract room does, but shows an operation that is open where that one
 * refuses the file. Schemas and the like are left to the gateway's start.
 */
final class ContractFile {

	private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

	private static final Set<String> BESIDE_METHODS = Set.of("summary", "description", "servers", "parameters");

	private final String api;

	private final Node root;

	private final Set<String> ids = new HashSet<>();

	ContractFile(String api, Node root) {
		this.api = api;
		this.root = root;
	}

	/**
	 * Returns the operations in their order.
	 * @throws Complaint if the gateway would not take the contract for another reason
	 * than an open operation
	 */
	List<Operation> read() {
		Node version = this.root.require("openapi");
		if (!version.text().startsWith("3.1.")) {
			throw version.fault("must be OpenAPI 3.1");
		}
		List<Operation> operations = new ArrayList<>();
		this.root.require("paths").members().forEach((path, item) -> read(path, item.value(), operations));
		if (operations.isEmpty()) {
			throw this.root.require("paths").fault("has no operation");
		}
		return operations;
	}

	private void read(String path, Node item, List<Operation> operations) {
		item.members().forEach((name, member) -> {
			if (METHODS.contains(name)) {
				operations.add(operation(path, member));
			}
			else if (!BESIDE_METHODS.contains(name) && !name.startsWith("x-")) {
				throw Node.fault(member.place(), "'" + name + "' is not something that the gateway can enforce");
			}
		});
	}

	private Operation operation(String path, Member method) {
		Node id = method.value().require("operationId");
		if (!id.text().matches("[A-Za-z][A-Za-z0-9_-]{0,63}")) {
			throw id.fault("an operationId is letters, digits, '-' and '_'");
		}
		if (!this.ids.add(id.text())) {
			throw id.fault("'" + id.text() + "' stands twice");
		}
		Node security = method.value().get("security");
		if (security == null) {
			security = this.root.get("security");
		}
		Guard guard = guard(security);
		return new Operation(this.api, id.text(), method.name().toUpperCase(Locale.ROOT), path, guard,
				(guard == Guard.SCOPES && security != null) ? scopes(security) : List.of(), method.place());
	}

	/**
	 * An empty requirement lets everybody in, also beside others (OpenAPI 3.1, 4.8.30).
	 */
	private Guard guard(@Nullable Node security) {
		if (security == null || security.items().isEmpty()
				|| security.items().stream().anyMatch((alternative) -> alternative.members().isEmpty())) {
			return Guard.NONE;
		}
		return requirement(security).value().items().isEmpty() ? Guard.TOKEN : Guard.SCOPES;
	}

	private Member requirement(Node security) {
		Map<String, Member> schemes = security.items().getFirst().members();
		if (security.items().size() != 1 || schemes.size() != 1) {
			throw security.fault("must name one security scheme");
		}
		return schemes.values().iterator().next();
	}

	private List<String> scopes(Node security) {
		Member requirement = requirement(security);
		Set<String> declared = declared(requirement);
		List<String> scopes = new ArrayList<>();
		for (Node scope : requirement.value().items()) {
			if (!declared.contains(scope.text())) {
				throw scope.fault("'" + scope.text() + "' is no scope of the scheme '" + requirement.name() + "'");
			}
			scopes.add(Scope.of(scope));
		}
		return scopes;
	}

	private Set<String> declared(Member requirement) {
		Node components = this.root.get("components");
		Node schemes = (components != null) ? components.get("securitySchemes") : null;
		Node scheme = (schemes != null) ? schemes.get(requirement.name()) : null;
		if (scheme == null) {
			throw Node.fault(requirement.place(),
					"'" + requirement.name() + "' is not among components/securitySchemes");
		}
		if (!scheme.require("type").text().equals("oauth2")) {
			throw scheme.fault("must be of type oauth2");
		}
		return scheme.require("flows").require("clientCredentials").require("scopes").members().keySet();
	}

}
