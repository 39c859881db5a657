package dev.gatehouse.benchmarks.load;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is written out for a line of the file of tokens. */
class RequestsTests {

	private static final URI ACCOUNTS = URI.create("http://127.0.0.1:8080/v1/accounts");

	@Test
	void tokenIsSentAsBearer() {
		assertThat(request("t1")).isEqualTo("""
				GET /v1/accounts HTTP/1.1\r
				Host: 127.0.0.1:8080\r
				Authorization: Bearer t1\r
				\r
				""");
	}

	@Test
	void fieldsGoWithTheirToken() {
		assertThat(request("t1\tClient-Cert: :AA==:\tX: y"))
			.endsWith("\r\nAuthorization: Bearer t1\r\nClient-Cert: :AA==:\r\nX: y\r\n\r\n");
	}

	@Test
	void ownAuthorizationTakesTheBearersPlace() {
		assertThat(request("t1\tAuthorization: DPoP t1\tDPoP: p"))
			.endsWith(":8080\r\nAuthorization: DPoP t1\r\nDPoP: p\r\n\r\n");
	}

	private static String request(String line) {
		return new Requests(ACCOUNTS, List.of(line)).get(0).toString(StandardCharsets.US_ASCII);
	}

}
