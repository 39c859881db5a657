package dev.gatehouse.gateway.walk;

import dev.gatehouse.gateway.BusyLoops;
import dev.gatehouse.gateway.checklist.Checks;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.uring.IoUringIoHandle;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import reactor.netty.http.HttpResources;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Only what cannot have had an effect is tried again, and only once (RFC 9110, section
 * 9.2.2).
 */
@OpenBank
@Checks({ "A-96", "A-164" })
class RetryTests {

	private static final String BEGINNING = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{";

	private final Bank bank;

	RetryTests(Bank bank) {
		this.bank = bank;
	}

	@Test
	void readWhoseConnectionEndsBeforeAnAnswerIsTriedOnceMore() {
		this.bank.accounts().answersOnce(Script.bytesAndEnd(""));
		assertThat(read()).isOk();
		assertThat(this.bank.accounts().arrivals()).hasSize(2);
	}

	@Test
	void readWhoseConnectionBreaksBeforeAnAnswerIsTriedOnceMore() {
		this.bank.accounts().answersOnce(Script.bytesAndReset(""));
		assertThat(read()).isOk();
		assertThat(this.bank.accounts().arrivals()).hasSize(2);
	}

	@Test
	void readIsNotTriedAThirdTime() {
		this.bank.accounts().answers(Script.bytesAndEnd(""));
		assertThat(read()).isProblem(502, "upstream-failed");
		assertThat(this.bank.accounts().arrivals()).hasSize(2);
	}

	@Test
	void readWhoseAnswerHasBegunIsNotTriedAgain() {
		this.bank.accounts().answersOnce(Script.bytesAndEnd(BEGINNING));
		assertThat(read()).isProblem(502, "upstream-failed");
		assertThat(this.bank.accounts().arrivals()).hasSize(1);
	}

	@Test
	@Checks("A-96")
	void writeIsNeverTriedAgain() {
		for (Script broken : new Script[] { Script.bytesAndEnd(""), Script.bytesAndReset(""),
				Script.bytesAndEnd(BEGINNING) }) {
			this.bank.reset();
			this.bank.accounts().answers(broken);
			Answer answer = this.bank.send(write(this.bank.token().scope("accounts:write")));
			assertThat(answer.status() == 502 || !answer.whole()).isTrue();
			assertThat(this.bank.accounts().arrivals()).hasSize(1);
		}
	}

	@Test
	void failureThatTheServiceStatesIsNotTriedAgain() {
		this.bank.accounts().answersOnce(Script.json(503, "{}"));
		assertThat(read()).hasStatus(503);
		assertThat(this.bank.accounts().arrivals()).hasSize(1);
	}

	@Test
	void connectionThatTheServiceEndedWhileIdleDisturbsNobody() throws Exception {
		for (int i = 0; i < 10; i++) {
			assertThat(read()).isOk();
			this.bank.accounts().endConnections();
		}
		TestTokens writer = this.bank.token().scope("accounts:write");
		Awaitility.await().until(() -> !this.bank.accounts().hasOpenConnections());
		assertThat(this.bank.send(write(writer))).isOk();
		assertThat(this.bank.accounts().arrivals()).hasSize(11);
	}

	/**
	 * The loop finds the request first, and then that the connection for it has ended.
	 */
	@Test
	void writeDoesNotGoOutOnAConnectionThatHasJustEnded() throws Exception {
		EventLoopGroup loops = HttpResources.get().onServer(true);
		assumeThat(((IoEventLoopGroup) loops).isCompatible(IoUringIoHandle.class)).as("io_uring is used").isTrue();
		TestTokens writer = this.bank.token().scope("accounts:write");
		try (Wire client = Wire.to(this.bank.gate().port())) {
			for (int i = 0; i < 10; i++) {
				assertThat(Answer.read(client.send(write(writer).text()), "POST")).isOk();
				try (BusyLoops _ = new BusyLoops(loops)) {
					client.send(write(writer).text());
					this.bank.accounts().endConnections();
					Awaitility.await().until(() -> !this.bank.accounts().hasOpenConnections());
				}
				assertThat(Answer.read(client, "POST")).isOk();
			}
		}
		assertThat(this.bank.accounts().arrivals()).hasSize(20);
	}

	private static Call write(TestTokens writer) {
		return Call.post("/v1/accounts", "{}").token(writer);
	}

	private Answer read() {
		return this.bank.send(Call.get("/v1/accounts").token(this.bank.token()));
	}

}
