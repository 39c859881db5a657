package dev.gatehouse.gateway.walk;

import java.io.IOException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;

/** Who watches the gateway keeps a connection and asks for one thing after the other. */
@OpenBank
class ManagementConnectionTests {

	private final Bank bank;

	ManagementConnectionTests(Bank bank) {
		this.bank = bank;
	}

	/**
	 * The first is answered by another thread than the connection's, the second at once.
	 * Found to hang in Reactor Netty 1.3.7, its issue 4361.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "/nothing", "/actuator/health/liveness", "/actuator/health", "/actuator/prometheus" })
	void connectionGoesOnAfterARequestThatWaited(String second) throws IOException {
		try (Wire wire = Wire.to(this.bank.gate().managementPort())) {
			for (int i = 0; i < 20; i++) {
				wire.send(get("/actuator/prometheus") + get(second));
				assertThat(Answer.read(wire, "GET")).hasStatus(200);
				assertThat(Answer.read(wire, "GET")).hasStatus(second.equals("/nothing") ? 404 : 200);
			}
			assertThat(Answer.read(wire.send(get("/actuator/health/readiness")), "GET")).hasStatus(200);
		}
	}

	private static String get(String path) {
		return Call.get(path).host("localhost").text();
	}

}
