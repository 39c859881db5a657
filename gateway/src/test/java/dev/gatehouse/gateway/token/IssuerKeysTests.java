package dev.gatehouse.gateway.token;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

import com.nimbusds.jose.jwk.JWK;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keys are fetched rarely, kept through an outage for a while, and never by each
 * stranger.
 */
@Timeout(20)
@SuppressWarnings("NullAway.Init")
class IssuerKeysTests {

	private static final Duration COOLDOWN = Duration.ofSeconds(30);

	private static final Duration OUTAGE = Duration.ofHours(1);

	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

	private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private LocalIssuer issuer;

	private IssuerKeys keys;

	@BeforeEach
	void open() throws IOException {
		this.issuer = new LocalIssuer(TestKeys.RSA);
		IssuerSettings.Issuer settings = this.issuer.settings().issuer();
		this.keys = new IssuerKeys(settings, new KeyFetch(settings, new JsonMapper()), this.meters, this.nanos::get);
	}

	@AfterEach
	void close() {
		this.keys.close();
		this.issuer.close();
	}

	@Test
	void thereAreNoKeysBeforeTheFirstFetch() {
		assertThat(this.keys.current()).isNull();
		assertThat(health()).isEqualTo(Status.OUT_OF_SERVICE);
		assertThat(this.meters.scrape()).contains("gatehouse_keys_age_seconds NaN");
	}

	@Test
	void startFetchesTheKeys() {
		this.keys.start();
		// Fetches run one after the other: when this one has ended, the first has too.
		askAndWait();
		assertThat(find("rsa-1")).isEqualTo(TestKeys.RSA.toPublicJWK());
		assertThat(health()).isEqualTo(Status.UP);
	}

	@Test
	void unknownKeyIsFetched() {
		askAndWait();
		this.issuer.publish(TestKeys.RSA, TestKeys.EC);
		advance(COOLDOWN);
		askAndWait();
		assertThat(find("ec-1")).isEqualTo(TestKeys.EC.toPublicJWK());
		assertThat(find("rsa-1")).isNotNull();
	}

	@Test
	void withinTheCoolDownNobodyCausesAnotherFetch() {
		askAndWait();
		advance(COOLDOWN.minusNanos(1));
		for (int i = 0; i < 1000; i++) {
			assertThat(this.keys.ask()).isNull();
		}
		assertThat(this.issuer.requests(LocalIssuer.KEYS)).isEqualTo(1);
		advance(Duration.ofNanos(1));
		askAndWait();
		assertThat(this.issuer.requests(LocalIssuer.KEYS)).isEqualTo(2);
	}

	@Test
	void failedFetchCoolsDownToo() {
		this.issuer.answer(LocalIssuer.KEYS, 500, "");
		askAndWait();
		assertThat(this.keys.ask()).isNull();
		assertThat(this.issuer.requests(LocalIssuer.KEYS)).isEqualTo(1);
	}

	@Test
	void allWhoAskAtOnceWaitForOneFetch() throws InterruptedException {
		CountDownLatch answer = new CountDownLatch(1);
		this.issuer.hold(LocalIssuer.KEYS, answer);
		List<@Nullable CompletableFuture<Void>> asked = new ArrayList<>();
		List<Thread> threads = new ArrayList<>();
		CountDownLatch ready = new CountDownLatch(16);
		for (int i = 0; i < 16; i++) {
			threads.add(Thread.startVirtualThread(() -> {
				ready.countDown();
				await(ready);
				CompletableFuture<Void> fetch = this.keys.ask();
				synchronized (asked) {
					asked.add(fetch);
				}
			}));
		}
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(asked).hasSize(16).doesNotContainNull();
		assertThat(asked.stream().distinct()).hasSize(1);
		answer.countDown();
		wait(asked.getFirst());
		assertThat(this.issuer.requests(LocalIssuer.KEYS)).isEqualTo(1);
	}

	@Test
	void keysStayThroughAnOutageForAsLongAsAllowed() {
		askAndWait();
		this.issuer.answer(LocalIssuer.KEYS, 503, "");
		advance(OUTAGE);
		askAndWait();
		assertThat(find("rsa-1")).isNotNull();
		assertThat(health()).isEqualTo(Status.UP);
		advance(Duration.ofNanos(1));
		assertThat(this.keys.current()).isNull();
		assertThat(health()).isEqualTo(Status.OUT_OF_SERVICE);
	}

	@Test
	void issuerThatComesBackIsTrustedAgainWithoutARestart() {
		askAndWait();
		advance(OUTAGE.plusSeconds(1));
		assertThat(this.keys.current()).isNull();
		askAndWait();
		assertThat(find("rsa-1")).isNotNull();
	}

	@Test
	void withdrawnKeyIsGoneWithTheNextFetch() {
		askAndWait();
		this.issuer.publish(TestKeys.EC);
		assertThat(find("rsa-1")).isNotNull();
		advance(COOLDOWN);
		askAndWait();
		assertThat(find("rsa-1")).isNull();
		assertThat(find("ec-1")).isNotNull();
	}

	@Test
	void answerThatCannotBeUsedChangesNothing() {
		askAndWait();
		for (String answer : List.of("<html>", "{}", "{\"keys\":[]}",
				"{\"keys\":[{\"kty\":\"oct\",\"kid\":\"rsa-1\",\"k\":\"AAAA\"}]}")) {
			this.issuer.answer(LocalIssuer.KEYS, 200, answer);
			advance(COOLDOWN);
			askAndWait();
			assertThat(find("rsa-1")).isEqualTo(TestKeys.RSA.toPublicJWK());
		}
	}

	@Test
	void fetchesAreCountedAndTheAgeIsShown() {
		askAndWait();
		advance(COOLDOWN);
		this.issuer.answer(LocalIssuer.KEYS, 500, "");
		askAndWait();
		assertThat(this.meters.scrape()).contains("gatehouse_key_fetches_total{result=\"success\"} 1.0",
				"gatehouse_key_fetches_total{result=\"failure\"} 1.0", "gatehouse_keys_age_seconds 30.0");
	}

	private void askAndWait() {
		wait(this.keys.ask());
	}

	private static void wait(@Nullable CompletableFuture<Void> fetch) {
		Objects.requireNonNull(fetch).join();
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void advance(Duration duration) {
		this.nanos.addAndGet(duration.toNanos());
	}

	private @Nullable JWK find(String id) {
		KeySet current = this.keys.current();
		return (current != null) ? current.find(id) : null;
	}

	private Status health() {
		return Objects.requireNonNull(new KeysHealthIndicator(this.keys).health()).getStatus();
	}

}
