package dev.gatehouse.gateway.walk;

import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.sun.net.httpserver.HttpHandler;
import dev.gatehouse.gateway.checklist.Checks;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The issuer may be away, late, or change its keys: nobody is refused for what is not his
 * fault, and no stranger makes the gateway ask more often than it wants to.
 */
@ExtendWith(WatchExtension.class)
class IssuerTests {

	private final Bank bank = new Bank();

	@AfterEach
	void close() {
		this.bank.close();
	}

	@Tag("seq-cold-down")
	@Test
	void withoutKeysNobodyIsRefusedAsInvalidAndTheirArrivalNeedsNoRestart() {
		this.bank.issuer().goAway();
		Gate gate = this.bank.start(Stream.of());
		assertThat(gate.send(read(this.bank.token()))).isProblem(503, "identity-unavailable")
			.hasField("Retry-After", "5")
			.hasNoField("WWW-Authenticate");
		assertThat(gate.send(Call.get("/v1/accounts"))).isProblem(401, "no-credentials", "none");
		assertThat(gate.send(Call.get("/v1/none"))).isProblem(404, "no-such-operation");
		assertThat(gate.manage(Call.get("/actuator/health/readiness"))).hasStatus(503);
		assertThat(gate.manage(Call.get("/actuator/health/liveness"))).hasStatus(200);
		assertThat(this.bank.arrivals()).isZero();
		this.bank.issuer().comeBack();
		gate.awaitReady();
		assertThat(gate.send(read(this.bank.token()))).isOk();
	}

	@Test
	void keysThatTrickleInAreGivenUpAndNobodyWaitsForThem() {
		this.bank.issuer().answersForKeys(trickling());
		Gate gate = this.bank.start(Stream.of("gatehouse.issuer.timeout=300ms"));
		assertThat(gate.send(read(this.bank.token()))).isProblem(503, "identity-unavailable");
		Awaitility.await().until(() -> this.bank.issuer().keyFetches() >= 2);
		this.bank.issuer().publish(Keys.RSA);
		gate.awaitReady();
		assertThat(gate.send(read(this.bank.token()))).isOk();
	}

	@Test
	void manyStrangersKeysCauseOneFetchPerCoolDown() throws Exception {
		Gate gate = this.bank.start(Stream.of());
		gate.awaitReady();
		int before = this.bank.issuer().keyFetches();
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<Answer>> answers = IntStream.range(0, 200)
				.mapToObj((i) -> this.bank.token().header("kid", "stranger-" + i).text())
				.map((token) -> threads.submit(() -> gate.send(Call.get("/v1/accounts").token(token))))
				.toList();
			for (Future<Answer> answer : answers) {
				assertThat(answer.get()).isInvalidToken("unknown-key");
			}
		}
		assertThat(this.bank.issuer().keyFetches() - before).isEqualTo(1);
		assertThat(gate.send(read(this.bank.token()))).isOk();
	}

	@Test
	void newKeyIsTakenAtOnceAndAWithdrawnOneNoMore() {
		Gate gate = this.bank.start(Stream.of("gatehouse.issuer.cooldown=100ms"));
		gate.awaitReady();
		TestTokens old = this.bank.token();
		assertThat(gate.send(read(old))).isOk();
		this.bank.issuer().publish(Keys.RSA, Keys.NEXT);
		assertThat(gate.send(read(signedByNext()))).isOk();
		assertThat(gate.send(read(old))).isOk();
		this.bank.issuer().publish(Keys.NEXT);
		// The cool-down is over when a stranger's token causes the next fetch.
		int before = this.bank.issuer().keyFetches();
		Awaitility.await().until(() -> {
			gate.send(read(this.bank.token().header("kid", "who")));
			return this.bank.issuer().keyFetches() > before;
		});
		assertThat(gate.send(read(old))).isInvalidToken("unknown-key");
		assertThat(gate.send(read(signedByNext()))).isOk();
	}

	@Tag("seq-jwks-garbage")
	@Checks("A-36")
	@Test
	void uselessAnswersLeaveTheLastGoodKeysInForce() {
		Gate gate = this.bank.start(Stream.of("gatehouse.issuer.cooldown=1ms", "gatehouse.issuer.timeout=500ms"));
		gate.awaitReady();
		for (HttpHandler useless : uselessAnswers()) {
			this.bank.issuer().answersForKeys(useless);
			int before = this.bank.issuer().keyFetches();
			Awaitility.await().until(() -> {
				// Only the issuer could tell whether there is such a key.
				assertThat(gate.send(read(this.bank.token().header("kid", "who")))).isProblem(503,
						"identity-unavailable");
				return this.bank.issuer().keyFetches() > before;
			});
			assertThat(gate.send(read(this.bank.token()))).isOk();
		}
		assertThat(gate.metrics().sum("gatehouse_key_fetches_total", "result=\"failure\"")).isPositive();
	}

	@Tag("seq-warm-down")
	@Test
	void keysThatOutliveTheOutageAllowanceAreNotTrusted() {
		Gate gate = this.bank.start(Stream.of("gatehouse.issuer.outage=1s", "gatehouse.issuer.refresh=200ms"));
		gate.awaitReady();
		this.bank.issuer().goAway();
		assertThat(gate.send(read(this.bank.token()))).isOk();
		Awaitility.await().until(() -> gate.send(read(this.bank.token())).status() == 503);
		this.bank.issuer().comeBack();
		Awaitility.await().until(() -> gate.send(read(this.bank.token())).status() == 200);
	}

	/** Beside the good key stand some that must not be used; the good one still works. */
	@Test
	void badKeysInASetAreLeftOut() {
		JWK secret = new OctetSequenceKey.Builder(new byte[32]).keyID("oct").build();
		String set = new JWKSet(List.of(Keys.RSA.toPublicJWK(), secret)).toString(false)
			.replace("\"keys\":[", "\"keys\":[{\"kty\":\"unheard-of\",\"kid\":\"x\"},");
		this.bank.issuer().answersForKeys((exchange) -> Issuer.json(exchange, set));
		Gate gate = this.bank.start(Stream.of());
		gate.awaitReady();
		assertThat(gate.send(read(this.bank.token()))).isOk();
		assertThat(gate.send(read(this.bank.token().signedBy(secret, JWSAlgorithm.HS256)))).isInvalidToken("algorithm");
	}

	@Test
	void keysAreFetchedWhereTheSettingSaysAndDiscoveryIsNotAsked() {
		Gate gate = this.bank.start(Stream.of("gatehouse.issuer.uri=http://issuer.example/realms/bank",
				"gatehouse.issuer.jwks-uri=" + this.bank.issuer().uri() + "/keys"));
		gate.awaitReady();
		TestTokens token = this.bank.token().claim("iss", "http://issuer.example/realms/bank");
		assertThat(gate.send(read(token))).isOk();
		assertThat(gate.send(read(this.bank.token()))).isInvalidToken("issuer");
	}

	private List<HttpHandler> uselessAnswers() {
		return List.of((exchange) -> Issuer.json(exchange, "<html>"), (exchange) -> Issuer.json(exchange, "{}"),
				(exchange) -> Issuer.json(exchange, "{\"keys\":[]}"),
				(exchange) -> Issuer.json(exchange, "{\"keys\":null}"),
				(exchange) -> Issuer.json(exchange, "{\"keys\":[" + "1,".repeat(400_000) + "1]}"), trickling(),
				(exchange) -> {
					exchange.sendResponseHeaders(500, -1);
					exchange.close();
				}, (exchange) -> {
					exchange.getResponseHeaders().set("Location", this.bank.accounts().url() + "/keys");
					exchange.sendResponseHeaders(302, -1);
					exchange.close();
				});
	}

	/** Sends a byte now and then and does not come to an end before it is given up. */
	private static HttpHandler trickling() {
		return (exchange) -> {
			exchange.sendResponseHeaders(200, 10_000);
			try (OutputStream body = exchange.getResponseBody()) {
				while (!Thread.currentThread().isInterrupted()) {
					body.write(' ');
					body.flush();
					Pace.pause(Duration.ofMillis(50));
				}
			}
		};
	}

	private TestTokens signedByNext() {
		return this.bank.token().signedBy(Keys.NEXT, JWSAlgorithm.RS256);
	}

	private static Call read(TestTokens token) {
		return Call.get("/v1/accounts").token(token);
	}

}
