package dev.gatehouse.gateway.walk;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.Base64URL;
import dev.gatehouse.gateway.checklist.Checks;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The issuer changes its keys, strangers name thousands of others, and good traffic goes
 * on. Tags name the sequences of the corpus of tokens.
 */
@ExtendWith(WatchExtension.class)
class KeyRotationTests {

	private final Bank bank = new Bank();

	@AfterEach
	void close() {
		this.bank.close();
	}

	@Tag("seq-unknown-kid-flood")
	@Checks("A-47")
	@Test
	void tenThousandUnknownKeysCauseOneFetchAndHinderNobody() throws Exception {
		Gate gate = this.bank.start(Stream.of());
		gate.awaitReady();
		int before = this.bank.issuer().keyFetches();
		String good = this.bank.token().text();
		List<Long> alone = times(gate, good, new AtomicBoolean(), 200);
		AtomicBoolean over = new AtomicBoolean();
		try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<List<Long>> among = thread.submit(() -> times(gate, good, over, Integer.MAX_VALUE));
			String[] parts = good.split("\\.", -1);
			List<Answer> answers = flood(gate, 10_000, parts);
			over.set(true);
			assertThat(answers).hasSize(10_000).allMatch((answer) -> answer.status() == 401);
			assertThat(answers.getFirst()).isInvalidToken("unknown-key");
			assertThat(this.bank.issuer().keyFetches() - before).isBetween(1, 2);
			assertThat(p99(among.get())).as("p99 among strangers, alone %s", p99(alone))
				.isLessThan(Duration.ofSeconds(2));
		}
	}

	/** Makes the same call again and again; each must be served. */
	private static List<Long> times(Gate gate, String token, AtomicBoolean over, int most) throws Exception {
		List<Long> times = new ArrayList<>();
		Call call = Call.get("/v1/accounts").token(token);
		try (Wire wire = Wire.to(gate.port())) {
			while (!over.get() && times.size() < most) {
				long before = System.nanoTime();
				assertThat(Answer.read(wire.send(call.text()), "GET")).isOk();
				times.add(System.nanoTime() - before);
			}
		}
		return times;
	}

	private static Duration p99(List<Long> times) {
		List<Long> sorted = times.stream().sorted(Comparator.naturalOrder()).toList();
		return Duration.ofNanos(sorted.get(sorted.size() * 99 / 100));
	}

	private List<Answer> flood(Gate gate, int calls, String[] parts) throws InterruptedException {
		return Crowd.send(gate.port(), 50, calls,
				(i) -> Call.get("/v1/accounts")
					.token(Base64URL.encode(this.bank.token().header("kid", "stranger-" + i).headerText()) + "."
							+ parts[1] + "." + parts[2]));
	}

	@Tag("seq-unknown-kid-then-rotate")
	@Test
	void newKeyIsTakenWithinACoolDownWhileStrangersComeIn() throws Exception {
		Gate gate = this.bank.start(Stream.of("gatehouse.issuer.cooldown=1s"));
		gate.awaitReady();
		String[] parts = this.bank.token().text().split("\\.", -1);
		String next = signedByNext().text();
		AtomicBoolean over = new AtomicBoolean();
		try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<?> flood = thread.submit(() -> {
				while (!over.get()) {
					flood(gate, 500, parts);
				}
				return null;
			});
			assertThat(read(gate, next)).isInvalidToken("unknown-key");
			this.bank.issuer().publish(Keys.RSA, Keys.NEXT);
			Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> read(gate, next).status() == 200);
			over.set(true);
			flood.get();
		}
	}

	@Tag("seq-rotate-overlap")
	@Test
	void tokensOfTheOldAndTheNewKeyAreServedSideBySide() {
		Gate gate = this.bank.start(Stream.of());
		gate.awaitReady();
		String known = this.bank.token().text();
		assertThat(read(gate, known)).isOk();
		this.bank.issuer().publish(Keys.RSA, Keys.NEXT);
		for (int i = 0; i < 10; i++) {
			assertThat(read(gate, signedByNext().text())).isOk();
			assertThat(read(gate, this.bank.token().text())).isOk();
			assertThat(read(gate, known)).isOk();
		}
	}

	@Tag("seq-rotate-hard")
	@Checks("A-134")
	@Test
	void knownTokenOfAWithdrawnKeyIsRefusedWithinARefresh() {
		Gate gate = this.bank.start(Stream.of("gatehouse.issuer.refresh=500ms"));
		gate.awaitReady();
		String known = this.bank.token().text();
		assertThat(read(gate, known)).isOk();
		this.bank.issuer().publish(Keys.NEXT);
		Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> read(gate, known).status() == 401);
		assertThat(read(gate, known)).isInvalidToken("unknown-key");
		assertThat(read(gate, this.bank.token().text())).isInvalidToken("unknown-key");
		assertThat(read(gate, signedByNext().text())).isOk();
		assertThat(KeptLog.lines()).anyMatch((line) -> line.contains("keys changed: [rsa-2] new")
				&& line.contains("rsa-1") && line.contains("withdrawn"));
	}

	@Tag("seq-rotate-alg")
	@Test
	void issuerMayChangeItsAlgorithm() {
		this.bank.issuer().publish(Keys.RSA);
		Gate gate = this.bank.start(Stream.of("gatehouse.issuer.algorithms=RS256,ES256,EdDSA"));
		gate.awaitReady();
		assertThat(read(gate, this.bank.token().text())).isOk();
		this.bank.issuer().publish(Keys.RSA, Keys.EC);
		assertThat(read(gate, this.bank.token().signedBy(Keys.EC, JWSAlgorithm.ES256).text())).isOk();
		assertThat(read(gate, this.bank.token().text())).isOk();
	}

	@Test
	void issuerThatIsMadeAnewWithTheSameKeyIdIsFollowed() {
		Gate gate = this.bank.start(Stream.of());
		gate.awaitReady();
		String old = this.bank.token().text();
		assertThat(read(gate, old)).isOk();
		this.bank.issuer().publish(Keys.FORGED);
		String anew = this.bank.token().signedBy(Keys.FORGED, JWSAlgorithm.RS256).text();
		assertThat(read(gate, anew)).isOk();
		assertThat(read(gate, old)).isInvalidToken("signature");
	}

	@Tag("seq-cold-herd")
	@Test
	void firstRequestsAllWaitForTheFirstFetch() throws Exception {
		CountDownLatch open = new CountDownLatch(1);
		this.bank.issuer().answersForKeys((exchange) -> {
			try {
				open.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			Issuer.json(exchange, publicSet(Keys.RSA));
		});
		// What is tested is the wait for keys, not for a service.
		Gate gate = this.bank.start(Stream.of("gatehouse.issuer.timeout=10s", "gatehouse.forward.pending=1000",
				"resilience4j.bulkhead.configs.default.max-concurrent-calls=1000"));
		Awaitility.await().until(() -> this.bank.issuer().keyFetches() == 1);
		String token = this.bank.token().text();
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Callable<Answer>> calls = Collections.nCopies(500, () -> read(gate, token));
			List<Future<Answer>> answers = new ArrayList<>();
			calls.forEach((call) -> answers.add(threads.submit(call)));
			Awaitility.await().until(() -> misses(gate) >= 500);
			open.countDown();
			for (Future<Answer> answer : answers) {
				assertThat(answer.get()).isOk();
			}
		}
		assertThat(this.bank.issuer().keyFetches()).isEqualTo(1);
	}

	private static double misses(Gate gate) {
		return gate.metrics().sum("gatehouse_token_cache_requests_total", "result=\"miss\"");
	}

	private static String publicSet(JWK... keys) {
		return new JWKSet(List.of(keys)).toPublicJWKSet().toString();
	}

	@Tag("seq-jwks-slow")
	@Test
	void slowIssuerKeepsNobodyWaitingWhoseKeyIsKnown() throws Exception {
		Gate gate = this.bank.start(Stream.of("gatehouse.issuer.timeout=3s"));
		gate.awaitReady();
		CountDownLatch end = new CountDownLatch(1);
		CountDownLatch asked = new CountDownLatch(1);
		this.bank.issuer().answersForKeys((exchange) -> {
			exchange.sendResponseHeaders(200, 10_000);
			exchange.getResponseBody().write('{');
			exchange.getResponseBody().flush();
			asked.countDown();
			try {
				end.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		try (Wire stranger = Wire.to(gate.port())) {
			stranger.send(Call.get("/v1/accounts").token(signedByNext()).text());
			asked.await();
			for (int i = 0; i < 20; i++) {
				assertThat(read(gate, this.bank.token().text())).isOk();
			}
			assertThat(Answer.read(stranger, "GET")).isProblem(503, "identity-unavailable")
				.hasField("Retry-After", "5");
		}
		finally {
			end.countDown();
		}
	}

	/** The gateway starts while its issuer is away, with what it knew before. */
	@Test
	void keysOutliveARestartOfTheGateway(@TempDir Path folder) throws Exception {
		Path file = folder.resolve("keys.json");
		String setting = "gatehouse.issuer.keys-file=" + file;
		this.bank.start(Stream.of(setting)).awaitReady();
		String written = Files.readString(file);
		assertThat(written).contains("rsa-1", this.bank.issuer().uri()).doesNotContain("\"d\"", "\"p\"");
		this.bank.gate().close();
		this.bank.issuer().goAway();
		Gate gate = this.bank.start(Stream.of(setting));
		gate.awaitReady();
		assertThat(read(gate, this.bank.token().text())).isOk();
		assertThat(gate.manage(Call.get("/actuator/health")).body()).contains("\"issuer\":\"away\"");
		assertThat(read(gate, signedByNext().text())).isProblem(503, "identity-unavailable");
		gate.close();
		Files.writeString(file, written.replace(this.bank.issuer().uri(), "http://other.example"));
		gate = this.bank.start(Stream.of(setting));
		assertThat(read(gate, this.bank.token().text())).isProblem(503, "identity-unavailable");
		assertThat(KeptLog.lines()).anyMatch((line) -> line.contains("kept on disk are ignored"));
		this.bank.issuer().comeBack();
		gate.awaitReady();
		assertThat(read(gate, this.bank.token().text())).isOk();
	}

	private TestTokens signedByNext() {
		return this.bank.token().signedBy(Keys.NEXT, JWSAlgorithm.RS256);
	}

	private static Answer read(Gate gate, String token) {
		return gate.send(Call.get("/v1/accounts").token(token));
	}

}
