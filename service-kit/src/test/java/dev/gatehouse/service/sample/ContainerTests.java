package dev.gatehouse.service.sample;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** What never reaches Spring MVC. */
@SampleTest
class ContainerTests {

	private final int port;

	ContainerTests(@LocalServerPort int port) {
		this.port = port;
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET /v1/%zz HTTP/1.1\r\nHost: a\r\n\r\n", "GET /v1/notes\\x HTTP/1.1\r\nHost: a\r\n\r\n",
			"GET /v1/notes HTTP/1.1\r\n\r\n", "GET /v1/notes HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
			"GET /v1/notes HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
			"GET /%2e%2e/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
			"GET /v1%2fnotes HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
			"TRACE /v1/notes HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
			"PROPFIND /v1/notes HTTP/1.1\r\nHost: a\r\nX-Client-Id: a\r\nConnection: close\r\n\r\n" })
	void refusalOfTheContainerIsAProblemOrHasNoBody(String request) throws IOException {
		assertHarmless(exchange(request));
	}

	@Test
	void headersThatAreTooLargeAreRefused() throws IOException {
		String answer = exchange("GET /v1/notes HTTP/1.1\r\nHost: a\r\nX-Large: " + "x".repeat(20_000) + "\r\n\r\n");
		assertHarmless(answer);
	}

	private static void assertHarmless(String answer) {
		assertThat(answer).startsWith("HTTP/1.1 4");
		String headers = answer.substring(0, answer.indexOf("\r\n\r\n"));
		String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
		assertThat(headers).doesNotContainIgnoringCase("Server:").doesNotContainIgnoringCase("text/html");
		assertThat(body).doesNotContainIgnoringCase("html", "tomcat", "exception", "at org.");
		if (!body.isEmpty()) {
			assertThat(headers).contains("application/problem+json");
			assertThat(body).contains("urn:gatehouse:problem:");
		}
	}

	private String exchange(String request) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
			InputStream answer = socket.getInputStream();
			return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
