package dev.gatehouse.gateway.problem;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.databind.json.JsonMapper;

/**
 * Composes the body of a refusal (RFC 9457, section 3). What a kind of problem says each
 * time is composed once: refusals are what floods are answered with.
 */
final class ProblemBody {

	private static final String TYPE = "urn:gatehouse:problem:";

	private final JsonMapper json;

	private final Map<Problem, String> heads = new EnumMap<>(Problem.class);

	ProblemBody(JsonMapper json) {
		this.json = json;
		for (Problem problem : Problem.values()) {
			this.heads.put(problem, "{\"type\":\"" + TYPE + problem.id() + "\",\"title\":\"" + problem.title()
					+ "\",\"status\":" + problem.status());
		}
	}

	/** Returns the body: JSON in UTF-8. */
	byte[] of(Refusal refusal, String requestId) {
		StringBuilder body = new StringBuilder(320).append(this.heads.get(refusal.problem()));
		append(body, "detail", refusal.detail());
		append(body, "reason", refusal.reason());
		append(body, "requestId", requestId);
		refusal.members().forEach((name, value) -> append(body, name, value));
		return body.append('}').toString().getBytes(StandardCharsets.UTF_8);
	}

	private static void append(StringBuilder body, String name, String value) {
		body.append(",\"").append(name).append("\":\"");
		JsonStringEncoder.getInstance().quoteAsString(value, body);
		body.append('"');
	}

	private void append(StringBuilder body, String name, Object value) {
		body.append(",\"").append(name).append("\":").append(this.json.writeValueAsString(value));
	}

}
