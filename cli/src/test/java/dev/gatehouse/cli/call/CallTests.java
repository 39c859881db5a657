package dev.gatehouse.cli.call;

import java.net.http.HttpRequest;
import java.util.List;

import dev.gatehouse.cli.terminal.Complaint;
import dev.gatehouse.cli.token.AccessToken;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CallTests {

	@Test
	void theTokenGoesIntoTheHeader() {
		HttpRequest request = request("GET", List.of(), null);
		assertThat(request.headers().firstValue("Authorization")).contains("Bearer t");
		assertThat(request.headers().firstValue("DPoP")).isEmpty();
		assertThat(request.uri()).hasToString("http://localhost:8080/v1/accounts?limit=5");
	}

	@Test
	void everyPostHasAnotherIdempotencyKey() {
		HttpRequest one = request("POST", List.of(), "{}");
		HttpRequest other = request("POST", List.of(), "{}");
		assertThat(one.headers().firstValue("Idempotency-Key")).isPresent()
			.isNotEqualTo(other.headers().firstValue("Idempotency-Key"));
		assertThat(one.headers().firstValue("Content-Type")).contains("application/json");
	}

	@Test
	void onlyAPostHasOne() {
		assertThat(request("PUT", List.of(), "{}").headers().firstValue("Idempotency-Key")).isEmpty();
		assertThat(request("GET", List.of(), null).headers().firstValue("Content-Type")).isEmpty();
	}

	@Test
	void ownHeadersGoBeforeOurs() {
		HttpRequest request = request("POST", List.of("Idempotency-Key: mine", "If-Match:\"3\""), null);
		assertThat(request.headers().allValues("Idempotency-Key")).containsExactly("mine");
		assertThat(request.headers().firstValue("If-Match")).contains("\"3\"");
	}

	@Test
	void whatCannotBeSentIsASentence() {
		assertThatExceptionOfType(Complaint.class).isThrownBy(() -> request("GET", List.of("no colon"), null))
			.withMessageContaining("no colon");
		assertThatExceptionOfType(Complaint.class).isThrownBy(() -> request("GET", List.of("Host: x"), null));
		assertThatExceptionOfType(Complaint.class).isThrownBy(() -> request("G T", List.of(), null));
	}

	private static HttpRequest request(String method, List<String> headers, @Nullable String json) {
		return new Call(method, "/v1/accounts?limit=5", headers, json).request("http://localhost:8080",
				AccessToken.plain("t"));
	}

}
