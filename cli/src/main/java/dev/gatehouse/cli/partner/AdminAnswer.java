package dev.gatehouse.cli.partner;

import dev.gatehouse.cli.terminal.Complaint;
import dev.gatehouse.cli.terminal.Printable;
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

	private static final int REQUEST_TIMEOUT = 408;

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

	/**
	 * Why it was not done, with what Keycloak says to it; unknown is whether it was
	 * unless Keycloak has refused it: an error may be that of a proxy in between.
	 */
	Complaint failed() {
		String sentence = "Keycloak does not do what it is asked (" + asked() + "): " + this.status + message() + ".";
		return isRefused() ? new Complaint(sentence) : new OutcomeUnknown(sentence, null);
	}

	private boolean isRefused() {
		return this.status / 100 == 4 && this.status != REQUEST_TIMEOUT;
	}

	private Complaint nonsense() {
		return new OutcomeUnknown("What answers there is not Keycloak's Admin API (" + asked() + "): " + this.status
				+ " without the JSON that belongs to it.", null);
	}

	private String asked() {
		return this.request.replaceAll("\\?.*", "");
	}

	/** Keycloak's own words, cut short. */
	private String message() {
		if (this.json == null) {
			return "";
		}
		String message = Printable.text(this.json.path("errorMessage")
			.asString(this.json.path("error_description").asString(this.json.path("error").asString(""))));
		return message.isBlank() ? ""
				: ", " + message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)).strip();
	}

}
