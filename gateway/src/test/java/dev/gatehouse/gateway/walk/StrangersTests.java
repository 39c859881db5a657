package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A hundred thousand requests of strangers begin no series. The gateway is a process of
 * its own: watched as in the other tests, it would take minutes for them.
 */
@Timeout(180)
class StrangersTests {

	private static final int MANY = 100_000;

	private static final int CLIENTS = 8;

	/** Requests that are written at once. */
	private static final int GROUP = 40;

	/** Groups on one connection. */
	private static final int GROUPS = 50;

	@TempDir
	private Path folder = Path.of("");

	private final Bank bank = new Bank();

	@AfterEach
	void close() {
		this.bank.close();
	}

	/** Of every kind there are some before, so that only their names can be new. */
	@Test
	void strangersDoNotMakeTheSeriesGrow() throws Exception {
		Strangers strangers = Strangers.of(this.bank, 7);
		try (GateProcess gate = GateProcess.start(this.bank.settings(), this.folder.resolve("gateway.log"))) {
			send(gate, strangers, 20 * CLIENTS * GROUP);
			Set<String> before = gate.metrics().own();
			send(gate, strangers, MANY);
			Metrics after = gate.metrics();
			assertThat(after.own()).isEqualTo(before);
			assertThat(after.series().keySet()).noneMatch((series) -> series.contains("stranger"));
			assertThat(after.sum("gatehouse_requests_seconds_count")).isGreaterThan(MANY);
		}
		assertThat(this.bank.arrivals()).isZero();
	}

	private static void send(GateProcess gate, Strangers strangers, int requests) throws Exception {
		try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
			List<Future<?>> parts = new ArrayList<>();
			for (int client = 0; client < CLIENTS; client++) {
				Strangers others = strangers.others(requests + client);
				parts.add(threads.submit(() -> {
					sendInGroups(gate.port(), others, requests / CLIENTS);
					return null;
				}));
			}
			for (Future<?> part : parts) {
				part.get();
			}
		}
	}

	/**
	 * A group is written at once and then answered, which takes a fraction of the time.
	 */
	private static void sendInGroups(int port, Strangers strangers, int requests) throws IOException {
		for (int sent = 0; sent < requests; sent += GROUPS * GROUP) {
			try (Wire wire = Wire.to(port)) {
				for (int at = sent; at < Math.min(requests, sent + GROUPS * GROUP); at += GROUP) {
					List<Call> calls = IntStream.range(0, GROUP).mapToObj(strangers::next).toList();
					wire.send(calls.stream().map(Call::text).collect(Collectors.joining()));
					for (Call call : calls) {
						assertThat(Answer.read(wire, call.method()).status()).isIn(400, 401, 403, 404, 405);
					}
				}
			}
		}
	}

}
