package dev.gatehouse.gateway.validation;

import java.util.Set;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.dialect.DialectId;
import com.networknt.schema.path.NodePath;
import com.networknt.schema.path.PathType;
import dev.gatehouse.gateway.contract.References;
import dev.gatehouse.gateway.settings.InvalidSetting;
import dev.gatehouse.gateway.yaml.YamlNode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Compiles the schemas of one contract, at the start and for good. */
final class Schemas {

	private static final Set<String> DIALECTS = Set.of("https://spec.openapis.org/oas/3.1/dialect/base",
			DialectId.DRAFT_2020_12);

	private final String api;

	private final YamlNode contract;

	private final References references;

	private final QuickReader quick;

	private @Nullable Schema document;

	Schemas(String api, YamlNode contract) {
		this.api = api;
		this.contract = contract;
		this.references = new References(contract);
		this.quick = new QuickReader(this.references);
	}

	References references() {
		return this.references;
	}

	/**
	 * Compiles a schema.
	 * @throws InvalidSetting if it cannot be enforced; it names the file, the line and
	 * the pointer
	 */
	SchemaCheck compile(YamlNode schema) {
		checkDialect();
		Set<String> names = SchemaReader.names(schema, this.references);
		try {
			Schema compiled = at(schema.pointer());
			compiled.initializeValidators();
			return new SchemaCheck(compiled, this.quick.read(schema), names);
		}
		catch (SchemaException ex) {
			throw schema.fault("cannot be compiled: " + ex.getMessage());
		}
	}

	private void checkDialect() {
		YamlNode dialect = this.contract.get("jsonSchemaDialect");
		if (dialect != null && !DIALECTS.contains(dialect.text())) {
			throw dialect.fault("must be JSON Schema 2020-12");
		}
	}

	/** Looked up in the whole document, where references find what they point to. */
	private Schema at(String pointer) {
		if (this.document == null) {
			this.document = JsonSchemas.document(this.api, this.contract.json());
		}
		NodePath path = new NodePath(PathType.JSON_POINTER);
		JsonNode node = this.document.getSchemaNode();
		for (String step : pointer.substring(1).split("/", -1)) {
			String name = step.replace("~1", "/").replace("~0", "~");
			path = node.isArray() ? path.append(Integer.parseInt(name)) : path.append(name);
			node = node.isArray() ? node.path(Integer.parseInt(name)) : node.path(name);
		}
		return this.document.getRefSchema(path);
	}

}
