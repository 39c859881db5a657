package dev.gatehouse.service.contract;

import java.util.List;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Validates against schemas of one document (JSON Schema 2020-12, formats asserted). */
final class Schemas {

	private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
			(registry) -> registry
				.schemaRegistryConfig(SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

	private final JsonNode components;

	Schemas(JsonNode document) {
		this.components = document.path("components");
	}

	List<String> violations(JsonNode schema, JsonNode value) {
		return compiled(schema).validate(value).stream().map(Object::toString).sorted().toList();
	}

	/**
	 * A reference within the document resolves, because the components travel with the
	 * schema.
	 */
	private Schema compiled(JsonNode schema) {
		if (!(schema instanceof ObjectNode object)) {
			throw new IllegalArgumentException("the contract has no schema here: " + schema);
		}
		ObjectNode root = object.deepCopy();
		root.set("components", this.components);
		return REGISTRY.getSchema(root);
	}

}
