package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.gatehouse.gateway.checklist.Checks;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The limits of time are those of HTTP/1.1: of a connection, or of one request on it. */
@OpenBank({ Certificate.STORE, Certificate.TYPE, Certificate.PASSWORD, Certificate.BUNDLE, Certificate.MANAGEMENT,
		Certificate.HTTP2, "gatehouse.entry.head-timeout=900ms", "gatehouse.entry.body-timeout=700ms",
		"gatehouse.entry.idle-timeout=1100ms", "gatehouse.entry.answer-timeout=1200ms" })
@Checks({ "A-121", "A-144" })
class Http2SlowClientTests {

	private static final String PATH = "/v1/accounts";

	private static final int NO_ERROR = 0;

	private static final int CANCEL = 8;

	private static final int ENHANCE_YOUR_CALM = 11;

	private final Bank bank;

	private final AtomicBoolean over = new AtomicBoolean();

	Http2SlowClientTests(Bank bank) {
		this.bank = bank;
	}

	@AfterEach
	void othersAreServed() throws IOException {
		this.over.set(true);
		this.bank.reset();
		try (FrameWire wire = connect()) {
			wire.request(1, read());
			assertThat(wire.answer(1)).isOk();
		}
	}

	@Test
	void newConnectionOnWhichNothingComesIsClosed() throws IOException {
		try (FrameWire wire = FrameWire.silent(this.bank.gate().port())) {
			assertCloses(wire, NO_ERROR, 900);
		}
	}

	@Test
	void newConnectionWithoutARequestIsClosed() throws IOException {
		try (FrameWire wire = connect()) {
			trickle(wire);
			assertCloses(wire, NO_ERROR, 900);
		}
	}

	@Test
	void connectionWithoutAFurtherRequestIsClosed() throws IOException {
		try (FrameWire wire = connect()) {
			wire.request(1, read());
			assertThat(wire.answer(1)).isOk();
			trickle(wire);
			assertCloses(wire, NO_ERROR, 1100);
		}
	}

	@Test
	void headThatDoesNotEndEndsTheConnection() throws IOException {
		int before = this.bank.audit().lines().size();
		try (FrameWire wire = connect()) {
			wire.request(1, read());
			assertThat(wire.answer(1)).isOk();
			wire.send(Frame.HEADERS, Frame.END_STREAM, 3, read().encoded());
			assertCloses(wire, ENHANCE_YOUR_CALM, 900);
		}
		Awaitility.await()
			.until(() -> this.bank.audit()
				.lines()
				.stream()
				.skip(before)
				.anyMatch((line) -> line.contains("\"decision\":\"request-timeout\"")));
		assertThat(this.bank.accounts().arrivals()).hasSize(1);
	}

	@Test
	void headThatStopsWithinItsFrameEndsTheConnection() throws IOException {
		byte[] frame = new Frame(Frame.HEADERS, 5, 3, read().encoded()).bytes();
		try (FrameWire wire = connect()) {
			wire.request(1, read());
			assertThat(wire.answer(1)).isOk();
			wire.sendBytes(Arrays.copyOf(frame, frame.length - 1));
			assertCloses(wire, ENHANCE_YOUR_CALM, 900);
		}
	}

	@Test
	void bodyThatStopsInTheMiddleIsRefusedAndNothingElse() throws IOException {
		try (FrameWire wire = connect()) {
			wire.begin(1, write()).data(1, "{", false);
			long start = System.nanoTime();
			assertThat(wire.answer(1)).isProblem(408, "request-timeout").hasNoField("Connection");
			assertTook(start, 700);
			assertThat(wire.resetOf(1)).isEqualTo(NO_ERROR);
			wire.request(3, read());
			assertThat(wire.answer(3)).isOk();
		}
		assertThat(this.bank.accounts().arrivals()).filteredOn(Arrival::isWhole).hasSize(1);
	}

	@Test
	void bodyThatTricklesInIsRefused() throws IOException {
		try (FrameWire wire = connect()) {
			wire.begin(1, write());
			Thread.ofVirtual().start(() -> {
				while (!this.over.get()) {
					wire.data(1, "x", false);
					Pace.pause(Duration.ofMillis(50));
				}
			});
			assertThat(wire.answer(1)).isProblem(408, "request-timeout");
		}
	}

	@Test
	void answerForWhichThereIsNoWindowIsReset() throws IOException {
		try (FrameWire wire = connect().settings(4, 0)) {
			wire.request(1, read());
			long start = System.nanoTime();
			assertThat(wire.resetOf(1)).isEqualTo(CANCEL);
			assertTook(start, 1200);
			wire.request(3, FieldBlock.get("/nowhere"));
			assertThat(wire.resetOf(3)).isEqualTo(CANCEL);
		}
	}

	@Test
	void answerThatNobodyTakesEndsTheConnection() throws IOException {
		this.bank.accounts().answers((arrival, service) -> {
			service.send("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n");
			for (int i = 0; i < 1000; i++) {
				service.send("x".repeat(100_000));
			}
		});
		try (FrameWire wire = connect().settings(4, Integer.MAX_VALUE).open(0, 1_000_000_000)) {
			wire.request(1, read());
			Awaitility.await().until(() -> this.bank.accounts().arrivals().size() == 1);
			Arrival arrival = this.bank.accounts().onlyArrival();
			Awaitility.await().atMost(Duration.ofSeconds(8)).until(() -> !this.bank.accounts().isOpen(arrival));
			assertThat(wire.answer(1)).isAborted();
		}
	}

	@Test
	void serviceThatTakesItsTimeIsNoSlowClient() throws IOException {
		this.bank.accounts().answers((arrival, wire) -> {
			Pace.pause(Duration.ofMillis(1000));
			Script.ok().run(arrival, wire);
		});
		try (FrameWire wire = connect()) {
			wire.request(1, read());
			assertThat(wire.answer(1)).isOk();
			wire.request(3, read());
			assertThat(wire.answer(3)).isOk();
		}
	}

	private void assertCloses(FrameWire wire, int error, long millis) throws IOException {
		long start = System.nanoTime();
		assertThat(wire.goAway()).isEqualTo(error);
		assertTook(start, millis);
		assertThat(wire.isClosedByPeer()).isTrue();
	}

	private static void assertTook(long start, long millis) {
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(millis / 2),
				Duration.ofMillis(millis + 3000));
	}

	/** What is no request prolongs nothing. */
	private void trickle(FrameWire wire) {
		Thread.ofVirtual().start(() -> {
			while (!this.over.get()) {
				wire.send(Frame.PING, 0, 0, new byte[8]);
				Pace.pause(Duration.ofMillis(50));
			}
		});
	}

	private FieldBlock read() {
		return FieldBlock.get(PATH).token(this.bank.token());
	}

	private FieldBlock write() {
		return FieldBlock.of("POST", PATH).json().token(this.bank.token().scope("accounts:write"));
	}

	private FrameWire connect() {
		return FrameWire.to(this.bank.gate().port());
	}

}
