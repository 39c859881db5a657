package dev.gatehouse.train;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/** A call with its token (none: "") and body (none: ""), and what it is answered with. */
record Call(String method, String path, String token, String body, boolean chunked, Set<Integer> answers) {

	/** What is not answered at all ends the build of the image. */
	static final Duration PATIENCE = Duration.ofMinutes(1);

	static Call get(String path, String token, Integer... answers) {
		return new Call("GET", path, token, "", false, Set.of(answers));
	}

	static Call post(String path, String token, String body, Integer... answers) {
		return new Call("POST", path, token, body, false, Set.of(answers));
	}

	Call inChunks() {
		return new Call(this.method, this.path, this.token, this.body, true, this.answers);
	}

	HttpRequest request(Gateway gateway) {
		HttpRequest.Builder request = HttpRequest.newBuilder(gateway.uri(this.path))
			.method(this.method, publisher())
			.timeout(PATIENCE);
		if (!this.token.isEmpty()) {
			request.header("Authorization", "Bearer " + this.token);
		}
		if (!this.body.isEmpty()) {
			request.header("Content-Type", "application/json").header("Idempotency-Key", UUID.randomUUID().toString());
		}
		return request.header("Accept", "application/json").header("User-Agent", "train").build();
	}

	private BodyPublisher publisher() {
		if (this.body.isEmpty()) {
			return BodyPublishers.noBody();
		}
		BodyPublisher whole = BodyPublishers.ofString(this.body);
		return this.chunked ? BodyPublishers.fromPublisher(whole) : whole;
	}

}
