package dev.gatehouse.gateway.validation;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import dev.gatehouse.gateway.yaml.YamlNode;

/** Schemas of a contract that a test writes down, and what they find. */
final class Contract {

	private final Schemas schemas;

	private final YamlNode root;

	private Contract(YamlNode root) {
		this.root = root;
		this.schemas = new Schemas("things", root);
	}

	/** Schemas as they stand under {@code components/schemas}, one a line. */
	static Contract of(String... schemas) {
		return new Contract(YamlNode.parse("things.yaml",
				"openapi: 3.1.1\ncomponents:\n  schemas:\n    " + String.join("\n    ", schemas)));
	}

	static Contract parse(String yaml) {
		return new Contract(YamlNode.parse("things.yaml", yaml));
	}

	Schemas schemas() {
		return this.schemas;
	}

	YamlNode node(String pointer) {
		YamlNode node = this.root.at(pointer);
		if (node == null) {
			throw new IllegalArgumentException(pointer);
		}
		return node;
	}

	SchemaCheck schema(String name) {
		return this.schemas.compile(node("/components/schemas/" + name));
	}

	/** Returns what is found in a JSON text, each as {@code pointer rule}. */
	List<String> find(String schema, String json) {
		return find(schema(schema), json);
	}

	static List<String> find(SchemaCheck schema, String json) {
		byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
		Findings findings = new Findings();
		new JsonBody(false, Map.of()).check(schema, bytes, bytes.length, findings);
		return texts(findings);
	}

	static List<String> texts(Findings findings) {
		return findings.all().stream().map((finding) -> (finding.pointer() + " " + finding.rule()).strip()).toList();
	}

}
