package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

import dev.gatehouse.gateway.checklist.Checks;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Requests on one connection are answered in their order, and the connection goes on. */
@OpenBank
@Checks({ "A-123", "A-124" })
class KeepAliveTests {

	private final Bank bank;

	KeepAliveTests(Bank bank) {
		this.bank = bank;
	}

	@Test
	void requestsOneAfterTheOtherAreAnswered() throws IOException {
		try (Wire wire = Wire.to(this.bank.gate().port())) {
			for (int i = 0; i < 50; i++) {
				assertThat(Answer.read(wire.send(read().text()), "GET")).isOk();
				assertThat(Answer.read(wire.send(refused().text()), "GET")).hasStatus(404);
			}
		}
		assertThat(this.bank.accounts().arrivals()).hasSize(50);
	}

	/** Found to hang in Reactor Netty 1.3.7, its issue 4361. */
	@Test
	void connectionGoesOnAfterAWaitingRequestWasRefused() throws IOException {
		CountDownLatch answer = new CountDownLatch(1);
		this.bank.accounts().answers(Script.okAfter(answer));
		try (Wire wire = Wire.to(this.bank.gate().port())) {
			wire.send(read().text() + refused().text());
			Awaitility.await().until(() -> this.bank.accounts().arrivals().size() == 1);
			answer.countDown();
			assertThat(Answer.read(wire, "GET")).isOk();
			assertThat(Answer.read(wire, "GET")).hasStatus(404);
			assertThat(Answer.read(wire.send(refused().text()), "GET")).hasStatus(404);
			assertThat(Answer.read(wire.send(read().text()), "GET")).isOk();
		}
	}

	@Test
	void requestsSentAtOnceAreAnsweredInTheirOrder() throws IOException {
		try (Wire wire = Wire.to(this.bank.gate().port())) {
			wire.send(read().text() + refused().text() + read().text() + refused().text() + read().text());
			for (int status : new int[] { 200, 404, 200, 404, 200 }) {
				assertThat(Answer.read(wire, "GET")).hasStatus(status);
			}
		}
	}

	@Test
	void connectionThatTheClientWantsClosedIsClosed() throws IOException {
		try (Wire wire = Wire.to(this.bank.gate().port())) {
			wire.send(read().header("Connection", "close").text());
			assertThat(Answer.read(wire, "GET")).isOk();
			assertThat(wire.isClosedByPeer()).isTrue();
		}
	}

	private Call read() {
		return Call.get("/v1/accounts").token(this.bank.token());
	}

	private static Call refused() {
		return Call.get("/v1/none");
	}

}
