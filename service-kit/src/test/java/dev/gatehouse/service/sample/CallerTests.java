package dev.gatehouse.service.sample;

import dev.gatehouse.service.contract.ContractClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@SampleTest
class CallerTests {

	private final ContractClient nobody;

	CallerTests(@LocalServerPort int port) {
		this.nobody = ContractClient.of(Notes.contract(), port);
	}

	@Test
	void nobodyIsRefused() {
		this.nobody.get("/v1/notes").send().expect(403, "no-caller");
	}

	@Test
	void twoCallersAreRefused() {
		this.nobody.get("/v1/notes")
			.header("X-Client-Id", "acme")
			.header("X-Client-Id", "acme")
			.send()
			.expect(403, "no-caller");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "-acme", "Acme", "acme globex", "acme,globex", "ä",
			"a123456789012345678901234567890123456789012345678901234567890123" })
	void malformedCallerIsRefused(String client) {
		this.nobody.get("/v1/notes").header("X-Client-Id", client).send().expect(403, "no-caller");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "a", "acme-treasury", "0", "a12345678901234567890123456789012345678901234567890123456789012" })
	void wellFormedCallerComesIn(String client) {
		this.nobody.get("/v1/notes").header("X-Client-Id", client).send().expect(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/nothing", "/actuator", "/actuator/env", "/actuator/healthy", "/error",
			"/actuator/health/../../v1/notes", "/actuator/health/..;/..;/v1/notes", "//v1/notes" })
	void noPathLeadsPastTheCheck(String path) {
		assertThat(this.nobody.get(path).invalid().send().status()).isIn(400, 403);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/env", "/actuator/metrics", "/actuator/heapdump", "/error", "/swagger-ui.html" })
	void nothingButHealthIsExposed(String path) {
		this.nobody.as("acme").get(path).invalid().send().expect(404, "not-found");
	}

}
