package dev.gatehouse.service.contract;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A contract in OpenAPI 3.1, self-contained: its operations, and whatever stands behind a
 * {@code $ref}.
 */
public final class Contract {

	private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch", "head", "options",
			"trace");

	private final JsonNode document;

	private final Schemas schemas;

	private final List<Operation> operations;

	private Contract(JsonNode document) {
		this.document = document;
		this.schemas = new Schemas(document);
		this.operations = List.copyOf(readOperations());
	}

	/** {@code apis/<name>.yaml} of the repository this runs in. */
	public static Contract named(String name) {
		Path folder = Path.of("").toAbsolutePath();
		while (folder != null && !Files.isRegularFile(folder.resolve("apis").resolve(name + ".yaml"))) {
			folder = folder.getParent();
		}
		if (folder == null) {
			throw new IllegalArgumentException(
					"no contract apis/" + name + ".yaml above " + Path.of("").toAbsolutePath());
		}
		return read(folder.resolve("apis").resolve(name + ".yaml"));
	}

	public static Contract read(Path file) {
		return new Contract(YAMLMapper.builder().build().readTree(file.toFile()));
	}

	public static Contract parse(String yaml) {
		return new Contract(YAMLMapper.builder().build().readTree(yaml));
	}

	List<Operation> operations() {
		return this.operations;
	}

	/** The operation this method and path call, if the contract has one. */
	Optional<Operation> find(String method, String path) {
		return this.operations.stream().filter((operation) -> operation.matches(method, path)).findFirst();
	}

	/** What breaks the schema of that name under {@code components/schemas}. */
	List<String> violations(String schema, JsonNode value) {
		return this.schemas.violations(this.document.at("/components/schemas/" + schema), value);
	}

	private List<Operation> readOperations() {
		List<Operation> found = new ArrayList<>();
		this.document.path("paths").properties().forEach((path) -> {
			List<JsonNode> shared = resolved(path.getValue().path("parameters"));
			path.getValue()
				.properties()
				.stream()
				.filter((entry) -> METHODS.contains(entry.getKey()))
				.forEach((entry) -> found.add(operation(entry.getKey(), path.getKey(), shared, entry.getValue())));
		});
		return found;
	}

	private Operation operation(String method, String path, List<JsonNode> shared, JsonNode node) {
		List<JsonNode> parameters = new ArrayList<>(resolved(node.path("parameters")));
		Predicate<JsonNode> overridden = (candidate) -> parameters.stream()
			.anyMatch((own) -> own.path("name").equals(candidate.path("name"))
					&& own.path("in").equals(candidate.path("in")));
		shared.stream().filter(overridden.negate()).toList().forEach(parameters::add);
		return new Operation(this, this.schemas, method, path, parameters, node);
	}

	private List<JsonNode> resolved(JsonNode array) {
		return array.valueStream().map(this::resolve).toList();
	}

	/** Follows {@code $ref} within the document. */
	JsonNode resolve(JsonNode node) {
		JsonNode found = node;
		while (found.has("$ref")) {
			String reference = found.path("$ref").asString();
			found = this.document.at(reference.substring(1));
			if (!reference.startsWith("#/") || found.isMissingNode()) {
				throw new IllegalArgumentException("the contract has nothing at " + reference);
			}
		}
		return found;
	}

}
