package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import dev.gatehouse.gateway.BusyLoops;
import dev.gatehouse.gateway.checklist.Checks;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import reactor.netty.http.HttpResources;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** What one client, or all of them, may keep waiting at the gate has a bound. */
@OpenBank("gatehouse.entry.max-connections=8")
@Checks({ "A-122", "A-124", "A-144", "A-156" })
class ConnectionLimitTests {

	private final Bank bank;

	ConnectionLimitTests(Bank bank) {
		this.bank = bank;
	}

	@Test
	void oneConnectionTooManyIsClosedAndTheNextAfterAnotherEndedIsNot() throws IOException {
		List<Wire> wires = new ArrayList<>();
		try {
			for (int i = 0; i < 8; i++) {
				wires.add(Wire.to(this.bank.gate().port()));
				assertThat(Answer.read(wires.getLast().send(read().text()), "GET")).isOk();
			}
			try (Wire tooMany = Wire.to(this.bank.gate().port())) {
				assertThat(tooMany.isClosedByPeer()).isTrue();
			}
			wires.removeFirst().close();
			Awaitility.await().until(() -> this.bank.send(read()).status() == 200);
		}
		finally {
			for (Wire wire : wires) {
				wire.close();
			}
		}
	}

	/** Busy loops take no connections, and have no more to come than there may be. */
	@Test
	void connectionsThatAreTooManyAreClosedWhileAllLoopsAreBusy() throws Exception {
		List<Wire> wires = new ArrayList<>();
		try (BusyLoops _ = new BusyLoops(HttpResources.get().onServer(true))) {
			for (int i = 0; i < 20; i++) {
				wires.add(Wire.to(this.bank.gate().port()));
			}
			for (Wire tooMany : wires.subList(8, 20)) {
				assertThat(tooMany.isClosedByPeer()).isTrue();
			}
		}
		finally {
			for (Wire wire : wires) {
				wire.close();
			}
		}
		Awaitility.await().until(() -> this.bank.send(read()).status() == 200);
	}

	/** The sender is held up by TCP, and all that it sent is answered in the end. */
	@Test
	void requestsThatWaitBehindOneAreNotReadBeyondABound() throws Exception {
		CountDownLatch answer = new CountDownLatch(1);
		this.bank.accounts().answers(Script.okAfter(answer));
		String request = read().header("X-Fill", "x".repeat(14_000)).text();
		int number = 1500;
		try (Wire wire = Wire.to(this.bank.gate().port())) {
			Thread sender = Thread.ofVirtual().start(() -> {
				for (int i = 0; i < number; i++) {
					wire.sendAsFarAsTaken(request);
				}
			});
			Awaitility.await().until(() -> this.bank.accounts().arrivals().size() == 1);
			// 20 MB cannot lie in the buffers of a socket.
			assertThat(sender.isAlive()).isTrue();
			answer.countDown();
			for (int i = 0; i < number; i++) {
				assertThat(Answer.read(wire, "GET")).isOk();
			}
			sender.join();
		}
		assertThat(this.bank.accounts().arrivals()).hasSize(number);
	}

	@Test
	void requestsThatAreRefusedAtOnceAreAnsweredHoweverManyWait() throws IOException {
		int number = 2000;
		try (Wire wire = Wire.to(this.bank.gate().port())) {
			Thread.ofVirtual().start(() -> wire.sendAsFarAsTaken(Call.get("/v1/none").text().repeat(number)));
			for (int i = 0; i < number; i++) {
				assertThat(Answer.read(wire, "GET")).isProblem(404, "no-such-operation");
			}
		}
	}

	@Test
	void whatComesBehindAMalformedRequestIsNotRead() throws IOException {
		try (Wire wire = Wire.to(this.bank.gate().port())) {
			wire.send(read().text() + "BAD\r\n\r\n" + read().text());
			assertThat(Answer.read(wire, "GET")).isOk();
			assertThat(Answer.read(wire, "GET")).isProblem(400, "bad-request").hasField("Connection", "close");
			assertThat(wire.isClosedByPeer()).isTrue();
		}
		assertThat(this.bank.accounts().arrivals()).hasSize(1);
	}

	private Call read() {
		return Call.get("/v1/accounts").token(this.bank.token());
	}

}
