package dev.gatehouse.cli.call;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import dev.gatehouse.cli.terminal.Terminal;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came back, as it is shown: the status, the headers that tell a partner what to do
 * next, an empty line, the body.
 *
 * @param response the response
 */
record Answer(HttpResponse<String> response) {

	private static final List<String> SHOWN = List.of("Content-Type", "Location", "ETag", "Allow", "WWW-Authenticate",
			"DPoP-Nonce", "Retry-After", "RateLimit-Policy", "RateLimit", "Deprecation", "Sunset", "X-Request-Id");

	private static final Map<Integer, String> REASONS = Map.ofEntries(Map.entry(200, "OK"), Map.entry(201, "Created"),
			Map.entry(202, "Accepted"), Map.entry(204, "No Content"), Map.entry(304, "Not Modified"),
			Map.entry(400, "Bad Request"), Map.entry(401, "Unauthorized"), Map.entry(403, "Forbidden"),
			Map.entry(404, "Not Found"), Map.entry(405, "Method Not Allowed"), Map.entry(409, "Conflict"),
			Map.entry(412, "Precondition Failed"), Map.entry(413, "Content Too Large"),
			Map.entry(415, "Unsupported Media Type"), Map.entry(422, "Unprocessable Content"),
			Map.entry(428, "Precondition Required"), Map.entry(429, "Too Many Requests"),
			Map.entry(431, "Request Header Fields Too Large"), Map.entry(500, "Internal Server Error"),
			Map.entry(502, "Bad Gateway"), Map.entry(503, "Service Unavailable"), Map.entry(504, "Gateway Timeout"));

	void print(Terminal terminal) {
		int status = this.response.statusCode();
		terminal.line((status + " " + REASONS.getOrDefault(status, "")).strip());
		SHOWN.forEach((name) -> this.response.headers()
			.allValues(name)
			.forEach((value) -> terminal.line(name + ": " + value)));
		if (!this.response.body().isEmpty()) {
			terminal.line("");
			terminal.line(terminal.isScreen() ? indented(this.response.body()) : this.response.body());
		}
	}

	private static String indented(String body) {
		try {
			JsonMapper mapper = JsonMapper.shared();
			return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(mapper.readTree(body));
		}
		catch (JacksonException ex) {
			// Not every body is JSON.
			return body;
		}
	}

}
