package dev.gatehouse.cli.revocation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import dev.gatehouse.cli.terminal.Complaint;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * The gateway's endpoint for revocations.
 *
 * @param url the management port
 * @param secret the operators'
 */
record RevocationsApi(String url, String secret) {

	/** Longer than the gateway waits for its store. */
	private static final Duration PATIENCE = Duration.ofSeconds(15);

	JsonNode list() throws InterruptedException {
		return send("GET", "", BodyPublishers.noBody());
	}

	JsonNode revoke(JsonNode wish) throws InterruptedException {
		return send("POST", "", BodyPublishers.ofString(wish.toString()));
	}

	JsonNode undo(String query) throws InterruptedException {
		return send("DELETE", "?" + query, BodyPublishers.noBody());
	}

	private JsonNode send(String method, String query, BodyPublisher body) throws InterruptedException {
		try (HttpClient http = HttpClient.newBuilder().version(Version.HTTP_1_1).connectTimeout(PATIENCE).build()) {
			HttpRequest request = HttpRequest.newBuilder(URI.create(this.url + "/actuator/revocations" + query))
				.timeout(PATIENCE)
				.header("Authorization", "Bearer " + this.secret)
				.header("Content-Type", "application/json")
				.method(method, body)
				.build();
			return answer(http.send(request, BodyHandlers.ofString()));
		}
		catch (IOException ex) {
			throw new Complaint("The gateway does not answer at " + this.url
					+ ": is it up (./gatehouse status)? Ask for the list before you rely on anything.", ex);
		}
		catch (IllegalArgumentException ex) {
			throw new Complaint(this.url + " is no address, or the secret cannot be sent.");
		}
	}

	private JsonNode answer(HttpResponse<String> response) {
		JsonNode json = json(response.body());
		if (response.statusCode() == 401) {
			throw new Complaint("The gateway at " + this.url + " does not take this secret.");
		}
		if (response.statusCode() != 200 || !json.isObject()) {
			String detail = json.path("detail").asString("").replaceAll("\\p{Cntrl}", "?");
			throw new Complaint("The gateway at " + this.url + " answers " + response.statusCode()
					+ (detail.isEmpty() ? "." : ": " + detail));
		}
		return json;
	}

	private static JsonNode json(String body) {
		try {
			return JsonMapper.shared().readTree(body);
		}
		catch (JacksonException ex) {
			return MissingNode.getInstance();
		}
	}

	/** The secret never shows. */
	@Override
	public String toString() {
		return this.url;
	}

}
