package dev.gatehouse.gateway.walk;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

import dev.gatehouse.gateway.cutoff.LocalFeed;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the issuer's administrator ends is refused, also if the gateway knows the token
 * already, and nobody else's.
 */
@ExtendWith(WatchExtension.class)
class EndedTokenTests {

	private static final Duration SOON = Duration.ofSeconds(5);

	private final Bank bank = new Bank();

	private final LocalFeed feed = new LocalFeed(this.bank.issuer().uri());

	private final long now = Instant.now().getEpochSecond();

	@AfterEach
	void close() {
		this.bank.close();
		this.feed.close();
	}

	@Test
	void knownTokenIsRefusedSoonAndTheOnesAfterItAreNot() {
		this.feed.says(0, "{}");
		Gate gate = open();
		Call old = read(this.bank.token().claim("iat", this.now - 10));
		Call other = read(this.bank.token().client("globex-reader").claim("iat", this.now - 10));
		assertThat(gate.send(old)).isOk();
		assertThat(gate.send(other)).isOk();
		this.feed.says(0, "{\"" + Bank.ACME + "\":" + this.now + "}");
		Awaitility.await().atMost(SOON).until(() -> gate.send(old).status() == 401);
		Answer refused = gate.send(old);
		assertThat(refused).isInvalidToken("revoked");
		assertThat(this.bank.audit().of(refused).get("reason").asString()).isEqualTo("revoked");
		assertThat(gate.send(read(this.bank.token().claim("iat", this.now - 1)))).isInvalidToken("revoked");
		assertThat(gate.send(read(this.bank.token().claim("iat", this.now)))).isOk();
		assertThat(gate.send(other)).isOk();
		this.feed.says(this.now, "{}");
		Awaitility.await().atMost(SOON).until(() -> gate.send(other).status() == 401);
		assertThat(gate.send(read(this.bank.token().client("globex-reader").claim("iat", this.now)))).isOk();
	}

	@Test
	void whatEndedWhileTheGatewayWasDownIsKnownWhenItServes() {
		this.feed.says(0, "{\"" + Bank.ACME + "\":" + this.now + "}");
		Gate gate = open();
		assertThat(gate.send(read(this.bank.token().claim("iat", this.now - 1)))).isInvalidToken("revoked");
		assertThat(gate.send(read(this.bank.token().claim("iat", this.now)))).isOk();
	}

	@Test
	void untilItIsKnownNobodyIsServedAndNobodyIsRefusedAsInvalid() {
		Gate gate = this.bank.start(settings());
		Awaitility.await().until(() -> keysAreThere(gate));
		assertThat(gate.send(read(this.bank.token()))).isProblem(503, "identity-unavailable")
			.hasField("Retry-After", "5")
			.hasNoField("WWW-Authenticate");
		assertThat(gate.manage(Call.get("/actuator/health/readiness"))).hasStatus(503);
		assertThat(gate.manage(Call.get("/actuator/health/liveness"))).hasStatus(200);
		assertThat(this.bank.arrivals()).isZero();
		this.feed.says(0, "{}");
		gate.awaitReady();
		assertThat(gate.send(read(this.bank.token()))).isOk();
	}

	@Test
	void explanationSaysSo() {
		this.feed.says(0, "{\"" + Bank.ACME + "\":" + this.now + "}");
		open();
		TestTokens token = this.bank.token().claim("iat", this.now - 1);
		Explained explained = Explained.of(this.bank.send(Explained.question("GET", "/v1/accounts").token(token)));
		assertThat(explained.isAllowed()).isFalse();
		assertThat(explained.checks("failed")).containsExactly("token.revoked");
	}

	private static boolean keysAreThere(Gate gate) {
		return gate.manage(Call.get("/actuator/health")).body().contains("\"keys\":{\"details\":{\"keys\":");
	}

	private Gate open() {
		Gate gate = this.bank.start(settings());
		gate.awaitReady();
		return gate;
	}

	private Stream<String> settings() {
		return Stream.of("gatehouse.issuer.cutoffs.uri=" + this.feed.uri(),
				"gatehouse.issuer.cutoffs.client-secret=secret", "gatehouse.issuer.cutoffs.interval=200ms");
	}

	private static Call read(TestTokens token) {
		return Call.get("/v1/accounts").token(token);
	}

}
