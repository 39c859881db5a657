package dev.gatehouse.cli.partner;

import dev.gatehouse.cli.terminal.Complaint;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What the Admin API answered.
 *
 * @param request what was asked, for messages
 * @param status the status
 * @param json the body; null: none, or none that is JSON
 */
record AdminAnswer(String request, int status, @Nullable JsonNode json) {

	private static final int LONGEST_MESSAGE = 200;

	/** The body of a 200, of that kind. */
	JsonNode list() {
		JsonNode body = body();
		if (!body.isArray()) {
			throw nonsense();
		}
		return body;
	}

	/** The body of a 200, of that kind. */
	JsonNode object() {
		JsonNode body = body();
		if (!body.isObject()) {
			throw nonsense();
		}
		return body;
	}

	private JsonNode body() {
		if (this.status != 200) {
			throw failed();
		}
		return (this.json != null) ? this.json : JsonNodeFactory.instance.nullNode();
	}

	/** That it was not done, with what Keycloak says to it. */
	Complaint failed() {
		return new Complaint("Keycloak does not do what it is asked (" + this.request.replaceAll("\\?.*", "") + "): "
				+ this.status + message() + ".");
	}

	private Complaint nonsense() {
		return new Complaint("What answers there is not Keycloak's Admin API (" + this.request.replaceAll("\\?.*", "")
				+ "): " + this.status + " without the JSON that belongs to it.");
	}

	/** Keycloak's own words, cut short and without control characters. */
	private String message() {
		if (this.json == null) {
			return "";
		}
		String message = this.json.path("errorMessage")
			.asString(this.json.path("error_description").asString(this.json.path("error").asString("")))
			.replaceAll("\\p{Cntrl}+", " ");
		return message.isBlank() ? ""
				: ", " + message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)).strip();
	}

}
