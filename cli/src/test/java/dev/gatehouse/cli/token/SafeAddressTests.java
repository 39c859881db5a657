package dev.gatehouse.cli.token;

import dev.gatehouse.cli.terminal.Complaint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** No secret goes over a network in clear. */
class SafeAddressTests {

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost:8081", "http://127.0.0.1", "http://127.8.9.1:80/auth",
			"http://[::1]:8081", "http://LOCALHOST", "http://keycloak.localhost", "https://keycloak.bank.example",
			"https://keycloak.bank.example:8443/auth", "https://192.0.2.1" })
	void addressIsTaken(String address) {
		assertThat(SafeAddress.of("Keycloak", address)).isEqualTo(address);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://keycloak.bank.example", "http://192.0.2.1:8081", "http://10.0.0.1",
			"http://[2001:db8::1]", "http://keycloak:8080", "http://localhost.example", "http://0.0.0.0",
			"http://127.0.0.1.example", "http://host.docker.internal" })
	void inClearOnlyOnThisMachine(String address) {
		assertThatExceptionOfType(Complaint.class).isThrownBy(() -> SafeAddress.of("Keycloak", address))
			.withMessageContaining("https");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "localhost:8081", "ftp://localhost", "http://", "http:///x", "https://a b",
			"https://user:pw@a.example", "https://a.example?x=y", "https://a.example#x", "https://a.example/'; rm",
			"https://a.example/$(x)", "https://a.example/\u001b[2J", "https://a.example:port",
			"https://a.example:99999", "https://[::1", "HTTP://localhost" })
	void whatIsNoAddressIsNamed(String address) {
		assertThatExceptionOfType(Complaint.class).isThrownBy(() -> SafeAddress.of("gateway", address))
			.withMessageContaining("is not the address of a gateway")
			.withMessageNotContaining("\u001b");
	}

}
