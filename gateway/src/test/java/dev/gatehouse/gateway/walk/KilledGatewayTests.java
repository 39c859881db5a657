package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A gateway that is killed without a word loses at most the last second of its record,
 * and the chain goes on. One that is told to end loses nothing.
 */
@Timeout(180)
class KilledGatewayTests {

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	@TempDir
	private Path folder = Path.of("");

	private final Bank bank = new Bank();

	/** Request id to when its answer was there. */
	private final Map<String, Long> answered = new ConcurrentHashMap<>();

	private int port;

	private final List<GateProcess> gates = new ArrayList<>();

	@AfterEach
	void close() {
		this.gates.forEach(GateProcess::close);
		this.bank.close();
	}

	@Test
	void killedGatewayLosesAtMostTheLastSecond() throws Exception {
		for (int kills = 1; kills <= 2; kills++) {
			this.answered.clear();
			Process gateway = start();
			List<Thread> load = load(2000);
			gateway.destroyForcibly().waitFor();
			long killed = System.nanoTime();
			for (Thread thread : load) {
				thread.join();
			}
			assertRecorded(answeredBefore(killed - SECOND));
		}
		this.answered.clear();
		Process last = start();
		List<Thread> load = load(500);
		last.destroy();
		assertThat(last.waitFor()).isEqualTo(143);
		for (Thread thread : load) {
			thread.join();
		}
		List<String> gaps = lines().filter((line) -> line.contains("\"decision\":\"gap\"")).toList();
		assertThat(gaps).hasSize(2).allMatch((line) -> line.contains("\"reason\":\"crash\""));
		this.bank.audit().assertChained();
		assertThat(this.bank.file("audit").resolve("audit.open")).doesNotExist();
	}

	@Test
	void gatewayThatIsToldToEndLosesNothing() throws Exception {
		Process gateway = start();
		List<Thread> load = load(2000);
		gateway.destroy();
		gateway.waitFor();
		for (Thread thread : load) {
			thread.join();
		}
		assertRecorded(Set.copyOf(this.answered.keySet()));
		this.bank.audit().assertChained();
	}

	/** Where its end is cut off with the gateway's, the next start says so. */
	@Test
	void requestThatOutlivesTheEndIsRecordedOrKnownToBeMissing() throws Exception {
		this.bank.accounts().answers(Script.silence());
		Process gateway = start("spring.lifecycle.timeout-per-shutdown-phase=1s");
		try (Wire wire = Wire.to(this.port)) {
			wire.send(Call.get("/v1/accounts").token(this.bank.token()).text());
			Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> this.bank.arrivals() == 1);
			gateway.destroy();
			assertThat(gateway.waitFor()).isEqualTo(143);
		}
		long recorded = lines().filter((line) -> line.contains("\"path\":\"/v1/accounts\"")).count();
		assertThat(recorded).isLessThanOrEqualTo(1);
		assertThat(Files.exists(this.bank.file("audit").resolve("audit.open"))).isEqualTo(recorded == 0);
		this.bank.audit().assertChained();
	}

	private Set<String> answeredBefore(long moment) {
		return this.answered.entrySet()
			.stream()
			.filter((entry) -> entry.getValue() - moment < 0)
			.map(Map.Entry::getKey)
			.collect(Collectors.toSet());
	}

	private void assertRecorded(Set<String> requestIds) throws IOException {
		assertThat(requestIds).isNotEmpty();
		Set<String> recorded = lines().map(KilledGatewayTests::requestId).collect(Collectors.toSet());
		assertThat(requestIds.stream().filter((id) -> !recorded.contains(id))).isEmpty();
	}

	private static String requestId(String line) {
		int at = line.indexOf("\"requestId\":\"") + 13;
		return (at > 13 && line.length() > at + 36) ? line.substring(at, at + 36) : "";
	}

	private Stream<String> lines() throws IOException {
		try (Stream<Path> files = Files.list(this.bank.file("audit"))) {
			List<String> lines = new ArrayList<>();
			for (Path file : files.filter((path) -> path.toString().endsWith(".jsonl")).sorted().toList()) {
				lines.addAll(Files.readAllLines(file));
			}
			return lines.stream();
		}
	}

	/** Begins to send, and comes back when so many were answered. */
	private List<Thread> load(int until) {
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			threads.add(Thread.ofPlatform().daemon().start(this::sendWhileItLives));
		}
		long began = System.nanoTime();
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.until(() -> this.answered.size() >= until && System.nanoTime() - began > 2 * SECOND);
		return threads;
	}

	private void sendWhileItLives() {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/nowhere"))
			.timeout(Duration.ofSeconds(10))
			.build();
		try (HttpClient client = HttpClient.newHttpClient()) {
			while (true) {
				String id = client.send(request, BodyHandlers.discarding())
					.headers()
					.firstValue("X-Request-Id")
					.orElseThrow();
				this.answered.put(id, System.nanoTime());
			}
		}
		catch (IOException ex) {
			// It is dead.
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private Process start(String... more) throws IOException {
		GateProcess gate = GateProcess.start(Stream.concat(this.bank.settings(), Stream.of(more)),
				this.folder.resolve("gateway-" + this.gates.size() + ".log"));
		this.gates.add(gate);
		this.port = gate.port();
		return gate.process();
	}

}
