package dev.gatehouse.system.compose;

import java.util.Map;
import java.util.stream.Stream;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * docker-compose.yml as it stands in the repository, merge keys applied, variables not.
 */
final class ComposeFile {

	private final JsonNode content;

	private ComposeFile(JsonNode content) {
		this.content = content;
	}

	static ComposeFile read() {
		Object loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(Repository.read("docker-compose.yml"));
		return new ComposeFile(new JsonMapper().valueToTree(loaded));
	}

	JsonNode service(String name) {
		return this.content.path("services").path(name);
	}

	Stream<Map.Entry<String, JsonNode>> services() {
		return this.content.path("services").propertyStream();
	}

	Stream<Map.Entry<String, JsonNode>> networks() {
		return this.content.path("networks").propertyStream();
	}

	static Stream<String> texts(JsonNode list) {
		return list.valueStream().map(JsonNode::asString);
	}

}
