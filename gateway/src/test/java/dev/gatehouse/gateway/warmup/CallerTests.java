package dev.gatehouse.gateway.warmup;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

class CallerTests {

	/** Refuses nobody, so that the fourth call is not answered as it should be. */
	@Test
	void answerThatIsNotTheExpectedOneIsAnError() throws IOException {
		try (Surroundings everybodyIsWelcome = new Surroundings(() -> "{}")) {
			Caller caller = new Caller(URI.create(everybodyIsWelcome.uri()).getPort(), List.of("token"),
					System.nanoTime() + Duration.ofMinutes(1).toNanos());

			assertThatIOException().isThrownBy(caller::call)
				.withMessageContaining("should be answered with 401")
				.withMessageContaining("HTTP/1.1 200 OK");
		}
	}

	@Test
	void callsEndWithTheirTime() throws IOException {
		try (Surroundings surroundings = new Surroundings(() -> "{}")) {
			assertThat(new Caller(URI.create(surroundings.uri()).getPort(), List.of("token"), System.nanoTime()).call())
				.isZero();
		}
	}

	@Test
	void messagesAreReadToTheirEnd() throws IOException {
		InputStream in = bytes(
				"POST /a HTTP/1.1\r\ncontent-LENGTH:  4 \r\nX: y\r\n\r\nbodyGET /b HTTP/1.1\r\nX: y\r\n\r\n");

		assertThat(Message.read(in)).isEqualTo(new Message("POST /a HTTP/1.1"));
		assertThat(Message.read(in)).isEqualTo(new Message("GET /b HTTP/1.1"));
		assertThat(Message.read(in)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET /b HTTP/1.1\r\nX: y\r\n", "POST /a HTTP/1.1\r\nContent-Length: 5\r\n\r\nbody" })
	void messageThatBreaksOffIsAnError(String message) {
		assertThatExceptionOfType(EOFException.class).isThrownBy(() -> Message.read(bytes(message)));
	}

	@Test
	void headWithoutEndIsAnError() {
		assertThatExceptionOfType(EOFException.class).isThrownBy(() -> Message.read(bytes("x".repeat(100_000))));
	}

	private static InputStream bytes(String text) {
		return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
	}

}
