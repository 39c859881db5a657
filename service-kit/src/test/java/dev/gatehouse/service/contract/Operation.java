package dev.gatehouse.service.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

/**
 * One operation of a contract: what a call of it may look like, and what its answers look
 * like.
 */
final class Operation {

	private static final Pattern PARAMETER = Pattern.compile("\\{([^/{}]+)}");

	private final Contract contract;

	private final Schemas schemas;

	private final String method;

	private final String path;

	private final Pattern form;

	private final List<JsonNode> parameters;

	private final JsonNode node;

	Operation(Contract contract, Schemas schemas, String method, String path, List<JsonNode> parameters,
			JsonNode node) {
		this.contract = contract;
		this.schemas = schemas;
		this.method = method.toUpperCase(java.util.Locale.ROOT);
		this.path = path;
		this.form = Pattern.compile(PARAMETER.matcher(path).replaceAll("(?<$1>[^/]+)"));
		this.parameters = List.copyOf(parameters);
		this.node = node;
	}

	/** {@code GET /v1/accounts/{accountId}}. */
	String name() {
		return this.method + ' ' + this.path;
	}

	boolean matches(String method, String path) {
		return this.method.equals(method) && this.form.matcher(path).matches();
	}

	/** What breaks the contract in this call. */
	List<String> violations(Call call) {
		List<String> found = new ArrayList<>();
		this.parameters.forEach((parameter) -> found.addAll(violations(parameter, call)));
		call.queryNames().stream().filter((name) -> !isDeclared("query", name)).forEach((name) -> {
			found.add("query parameter " + name + " is not in the contract");
		});
		found.addAll(bodyViolations(call));
		return found;
	}

	private boolean isDeclared(String in, String name) {
		return this.parameters.stream()
			.anyMatch((parameter) -> parameter.path("in").asString().equals(in)
					&& parameter.path("name").asString().equals(name));
	}

	private List<String> violations(JsonNode parameter, Call call) {
		String name = parameter.path("name").asString();
		String in = parameter.path("in").asString();
		List<String> values = switch (in) {
			case "path" -> List.of(pathValue(call.path(), name));
			case "query" -> call.queryValues(name);
			case "header" -> call.headerValues(name);
			default -> throw new IllegalArgumentException("parameters in " + in + " are not known here");
		};
		if (values.isEmpty()) {
			return parameter.path("required").asBoolean(false) ? List.of(in + ' ' + name + " is required") : List.of();
		}
		if (values.size() > 1) {
			return List.of(in + ' ' + name + " is repeated");
		}
		JsonNode schema = parameter.path("schema");
		JsonNode value = Text.typed(values.getFirst(), this.contract.resolve(schema));
		return this.schemas.violations(schema, value).stream().map((error) -> in + ' ' + name + error).toList();
	}

	private String pathValue(String path, String name) {
		Matcher matcher = this.form.matcher(path);
		if (!matcher.matches()) {
			throw new IllegalArgumentException(path + " is no path of " + name());
		}
		return matcher.group(name);
	}

	private List<String> bodyViolations(Call call) {
		JsonNode declared = this.contract.resolve(this.node.path("requestBody"));
		String body = call.body();
		if (body == null) {
			return declared.path("required").asBoolean(false) ? List.of("a body is required") : List.of();
		}
		if (declared.isMissingNode()) {
			return List.of("no body is in the contract");
		}
		JsonNode schema = declared.path("content").path(call.mediaType()).path("schema");
		if (schema.isMissingNode()) {
			return List.of("media type " + call.mediaType() + " is not in the contract");
		}
		return Text.json(body).map((json) -> this.schemas.violations(schema, json)).orElse(List.of("body is no JSON"));
	}

	/** What breaks the contract in this answer. */
	List<String> violations(Answer answer) {
		JsonNode declared = this.contract.resolve(this.node.path("responses").path(Integer.toString(answer.status())));
		if (declared.isMissingNode()) {
			return List.of("status " + answer.status() + " is not in the contract");
		}
		List<String> found = new ArrayList<>();
		declared.path("headers").properties().forEach((header) -> {
			found.addAll(headerViolations(header.getKey(), this.contract.resolve(header.getValue()), answer));
		});
		found.addAll(contentViolations(declared.path("content"), answer));
		return found;
	}

	private List<String> headerViolations(String name, JsonNode declared, Answer answer) {
		return answer.header(name).map((text) -> {
			JsonNode schema = declared.path("schema");
			JsonNode value = Text.typed(text, this.contract.resolve(schema));
			return this.schemas.violations(schema, value).stream().map((error) -> "header " + name + error).toList();
		})
			.orElseGet(() -> declared.path("required").asBoolean(false) ? List.of("header " + name + " is required")
					: List.of());
	}

	private List<String> contentViolations(JsonNode content, Answer answer) {
		if (content.isMissingNode() || content.isEmpty()) {
			return (answer.body().length == 0) ? List.of() : List.of("a body is not in the contract");
		}
		JsonNode schema = content.path(answer.mediaType()).path("schema");
		if (schema.isMissingNode()) {
			return List.of("media type " + answer.mediaType() + " is not in the contract");
		}
		return Text.json(answer.text())
			.map((json) -> this.schemas.violations(schema, json))
			.orElse(List.of("body is no JSON"));
	}

}
