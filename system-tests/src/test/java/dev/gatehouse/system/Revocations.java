package dev.gatehouse.system;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * The endpoint where a program revokes tokens at one gateway.
 *
 * @param management the gateway's management port
 * @param secret the operators'
 */
public record Revocations(URI management, String secret) {

	/** Longer than a gateway may take. */
	private static final Duration PATIENCE = Duration.ofSeconds(15);

	/**
	 * Revokes.
	 * @param kind {@code client}, {@code tokenId} or {@code key}
	 */
	public Answer revoke(String kind, String id) {
		String wish = Partner.JSON.writeValueAsString(Map.of(kind, id, "by", "walk"));
		return ask("POST", "", BodyPublishers.ofString(wish));
	}

	/** Undoes that. */
	public Answer undo(String kind, String id) {
		return ask("DELETE", "?by=walk&" + kind + "=" + URLEncoder.encode(id, StandardCharsets.UTF_8),
				BodyPublishers.noBody());
	}

	/** What is in force, and how far that can be relied on. */
	public Answer list() {
		return ask("GET", "", BodyPublishers.noBody());
	}

	private Answer ask(String method, String query, BodyPublisher body) {
		return new Answer(Partner.send(HttpRequest.newBuilder(this.management.resolve("/actuator/revocations" + query))
			.timeout(PATIENCE)
			.header("Authorization", "Bearer " + this.secret)
			.header("Content-Type", "application/json")
			.method(method, body)
			.build())).expect(200);
	}

	/** The secret never shows. */
	@Override
	public String toString() {
		return this.management.toString();
	}

}
