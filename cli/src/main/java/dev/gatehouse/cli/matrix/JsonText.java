package dev.gatehouse.cli.matrix;

import java.util.Collection;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The matrix as JSON, in ASCII; docs/matrix.md lists the members. */
final class JsonText {

	private static final JsonMapper JSON = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

	private JsonText() {
	}

	static String of(View view) {
		ObjectNode root = JSON.createObjectNode();
		sources(root.putObject("sources"), view.sources());
		ArrayNode operations = root.putArray("operations");
		view.matrix().operations().forEach((operation) -> operation(operations.addObject(), operation));
		ArrayNode clients = root.putArray("clients");
		view.matrix().subjects().forEach((subject) -> client(clients.addObject(), subject, view));
		ArrayNode faults = root.putArray("faults");
		view.faults().forEach((fault) -> fault(faults.addObject(), fault));
		return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + System.lineSeparator();
	}

	private static void sources(ObjectNode node, Sources sources) {
		node.put("contracts", sources.contracts());
		node.put("partners", sources.partners());
		node.put("realm", sources.realm());
	}

	private static void operation(ObjectNode node, Operation operation) {
		node.put("api", operation.api());
		node.put("id", operation.id());
		node.put("method", operation.method());
		node.put("path", operation.path());
		list(node.putArray("scopes"), operation.scopes());
		place(node, operation.place());
	}

	private static void client(ObjectNode node, Subject subject, View view) {
		node.put("client", subject.id());
		node.put("status", subject.status());
		scopes(node, "ceiling", (subject.partner() != null) ? subject.partner().ceiling().keySet() : null);
		scopes(node, "keycloak", (subject.client() != null) ? subject.client().scopes().keySet() : null);
		ObjectNode verdicts = node.putObject("verdicts");
		for (Operation operation : view.matrix().operations()) {
			verdicts.put(operation.toString(), view.matrix().verdict(subject, operation).code());
		}
	}

	private static void fault(ObjectNode node, Fault fault) {
		node.put("fault", fault.kind().code());
		node.put("sentence", fault.sentence());
		place(node, fault.place());
	}

	private static void place(ObjectNode node, Place place) {
		node.put("source", place.source());
		node.put("line", (place.line() > 0) ? Integer.valueOf(place.line()) : null);
	}

	private static void scopes(ObjectNode node, String name, @Nullable Collection<String> scopes) {
		if (scopes == null) {
			node.putNull(name);
		}
		else {
			list(node.putArray(name), scopes);
		}
	}

	private static void list(ArrayNode node, Collection<String> values) {
		values.forEach(node::add);
	}

}
