package dev.gatehouse.service.sample;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@SampleTest
class BodyLimitTests {

	private static final int LIMIT = 64 * 1024;

	private final int port;

	BodyLimitTests(@LocalServerPort int port) {
		this.port = port;
	}

	@Test
	void bodyThatSaysItIsTooLargeIsRefused() throws IOException, InterruptedException {
		assertTooLarge(post(BodyPublishers.ofString(noteOf(LIMIT + 1))));
	}

	@Test
	void bodyThatTurnsOutTooLargeIsRefused() throws IOException, InterruptedException {
		byte[] body = noteOf(LIMIT + 1).getBytes(StandardCharsets.UTF_8);
		assertTooLarge(post(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
	}

	@Test
	void bodyAtTheLimitIsRead() throws IOException, InterruptedException {
		HttpResponse<String> answer = post(BodyPublishers.ofString(noteOf(LIMIT)));
		assertThat(answer.statusCode()).isEqualTo(201);
	}

	/** White space is read like everything else. */
	private static String noteOf(int bytes) {
		String note = Notes.note("body limit " + System.nanoTime());
		return note + " ".repeat(bytes - note.length());
	}

	private static void assertTooLarge(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).isEqualTo(413);
		assertThat(answer.body()).contains("urn:gatehouse:problem:body-too-large");
		assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
	}

	private HttpResponse<String> post(BodyPublisher body) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/v1/notes"))
			.header("X-Client-Id", "body-limit")
			.header("Idempotency-Key", "k" + System.nanoTime())
			.header("Content-Type", "application/json")
			.POST(body)
			.build();
		try (HttpClient client = HttpClient.newHttpClient()) {
			return client.send(request, HttpResponse.BodyHandlers.ofString());
		}
	}

}
