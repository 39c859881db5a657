package dev.gatehouse.gateway.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
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

	private final AtomicLong wall = new AtomicLong(1_000_000_000_000L);

	private final List<KeySet> inForce = new CopyOnWriteArrayList<>();

	@TempDir
	private Path folder;

	private LocalIssuer issuer;

	private IssuerKeys keys;

	private int counter;

	@BeforeEach
	void open() throws IOException {
		this.issuer = new LocalIssuer(TestKeys.RSA);
		this.keys = keys(new TestSettings(this.issuer.uri()));
	}

	private IssuerKeys keys(TestSettings settings) {
		IssuerSettings.Issuer issuer = settings.build().issuer();
		Path path = issuer.keysFile();
		KeysFile file = (path != null) ? new KeysFile(path, this.issuer.uri(), new JsonMapper()) : null;
		return new IssuerKeys(issuer, new KeyFetch(issuer), file, this.inForce::add, this.meters,
				() -> Instant.ofEpochMilli(this.wall.get()), this.nanos::get);
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
		assertThat(find("rsa-1")).isNotNull();
		assertThat(health()).isEqualTo(Status.UP);
	}

	@Test
	void unknownKeyIsFetched() {
		askAndWait();
		this.issuer.publish(TestKeys.RSA, TestKeys.EC);
		advance(COOLDOWN);
		askAndWait();
		assertThat(find("ec-1")).isNotNull();
		assertThat(find("rsa-1")).isNotNull();
	}

	@Test
	void withinTheCoolDownNobodyCausesAnotherFetch() {
		askAndWait();
		advance(COOLDOWN.minusNanos(1));
		for (int i = 0; i < 1000; i++) {
			assertThat(this.keys.ask("id-" + this.counter++)).isNull();
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
		assertThat(this.keys.ask("id-" + this.counter++)).isNull();
		assertThat(this.issuer.requests(LocalIssuer.KEYS)).isEqualTo(1);
	}

	@Test
	void allWhoAskAtOnceWaitForOneFetch() throws InterruptedException {
		askAndWait();
		advance(COOLDOWN);
		CountDownLatch answer = new CountDownLatch(1);
		this.issuer.hold(LocalIssuer.KEYS, answer);
		List<@Nullable CompletableFuture<Void>> asked = new ArrayList<>();
		List<Thread> threads = new ArrayList<>();
		CountDownLatch ready = new CountDownLatch(16);
		for (int i = 0; i < 16; i++) {
			threads.add(Thread.startVirtualThread(() -> {
				ready.countDown();
				await(ready);
				CompletableFuture<Void> fetch = this.keys.ask("id");
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
		assertThat(this.issuer.requests(LocalIssuer.KEYS)).isEqualTo(2);
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
			assertThat(find("rsa-1")).isNotNull();
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

	@Test
	void whileThereAreNoKeysAllWaitForTheFetchThatIsUnderWay() throws InterruptedException {
		CountDownLatch answer = new CountDownLatch(1);
		CountDownLatch began = new CountDownLatch(1);
		this.issuer.answer(LocalIssuer.DISCOVERY, (exchange) -> {
			began.countDown();
			answer.await();
			exchange.sendResponseHeaders(500, -1);
		});
		this.keys.start();
		began.await();
		CompletableFuture<Void> fetch = this.keys.ask("one");
		assertThat(fetch).isNotNull().isSameAs(this.keys.ask("two"));
		answer.countDown();
		wait(fetch);
		assertThat(this.keys.current()).isNull();
		assertThat(this.issuer.requests(LocalIssuer.DISCOVERY)).isEqualTo(1);
	}

	@Test
	void idThatWasInVainDoesNotTakeTheTurnOfANewOne() {
		wait(this.keys.ask("old"));
		advance(COOLDOWN.multipliedBy(2));
		wait(this.keys.ask("old"));
		advance(COOLDOWN.plusSeconds(1));
		assertThat(this.keys.ask("old")).as("waits twice as long the second time").isNull();
		this.issuer.publish(TestKeys.RSA, TestKeys.EC);
		wait(this.keys.ask("ec-1"));
		assertThat(find("ec-1")).isNotNull();
	}

	@Test
	void idOfAKeyThatChangedIsNotInVain() {
		wait(this.keys.ask("rsa-1"));
		IssuerKey before = find("rsa-1");
		this.issuer.publish(TestKeys.ATTACKER);
		advance(COOLDOWN);
		wait(this.keys.ask("rsa-1"));
		assertThat(find("rsa-1")).isNotNull().isNotEqualTo(before);
		advance(COOLDOWN);
		assertThat(this.keys.ask("rsa-1")).isNotNull();
	}

	@Test
	void keysAreCertainAsLongAsTheIssuerAnswersWell() {
		assertThat(this.keys.areCertain()).isFalse();
		askAndWait();
		assertThat(this.keys.areCertain()).isTrue();
		this.issuer.answer(LocalIssuer.KEYS, 200, "{}");
		advance(COOLDOWN);
		askAndWait();
		assertThat(this.keys.areCertain()).isFalse();
		this.issuer.publish(TestKeys.RSA);
		advance(COOLDOWN);
		askAndWait();
		assertThat(this.keys.areCertain()).isTrue();
	}

	@Test
	void keyIsTrustedAsLongAsItIsThereAndTheSetIs() {
		askAndWait();
		IssuerKey key = Objects.requireNonNull(find("rsa-1"));
		advance(COOLDOWN);
		askAndWait();
		assertThat(this.keys.hold(key)).isTrue();
		advance(OUTAGE.plusNanos(1));
		assertThat(this.keys.hold(key)).isFalse();
		askAndWait();
		assertThat(this.keys.hold(key)).isTrue();
		this.issuer.publish(TestKeys.EC);
		advance(COOLDOWN);
		askAndWait();
		assertThat(this.keys.hold(key)).isFalse();
	}

	@Test
	void everyGoodAnswerIsPassedOn() {
		askAndWait();
		this.issuer.answer(LocalIssuer.KEYS, 500, "");
		advance(COOLDOWN);
		askAndWait();
		this.issuer.publish(TestKeys.EC);
		advance(COOLDOWN);
		askAndWait();
		assertThat(this.inForce).hasSize(2).last().isSameAs(this.keys.current());
	}

	/** The wall clock may jump: only what was kept on disk goes by it. */
	@Test
	void ageOfTheKeysIsNotThatOfTheWallClock() {
		askAndWait();
		for (long jump : new long[] { -120_000, 120_000, Duration.ofDays(400).toMillis() }) {
			this.wall.addAndGet(jump);
			assertThat(find("rsa-1")).isNotNull();
			assertThat(this.meters.scrape()).contains("gatehouse_keys_age_seconds 0.0");
		}
	}

	@Test
	void keysOutliveARestartWhileTheIssuerIsAway() throws InterruptedException {
		keepOnDisk();
		advance(Duration.ofMinutes(20));
		restart();
		assertThat(find("rsa-1")).isNotNull();
		assertThat(this.keys.areCertain()).isFalse();
		assertThat(health()).isEqualTo(Status.UP);
		assertThat(this.meters.scrape()).contains("gatehouse_keys_age_seconds 1200.0");
	}

	@Test
	void ageCountsAcrossARestart() throws InterruptedException {
		keepOnDisk();
		advance(OUTAGE.minusSeconds(1));
		restart();
		assertThat(find("rsa-1")).isNotNull();
		advance(Duration.ofMillis(1001));
		assertThat(find("rsa-1")).isNull();
	}

	@Test
	void keysFromTheFutureOrTooOldAreNotTaken() throws InterruptedException {
		keepOnDisk();
		this.wall.addAndGet(-1);
		restart();
		assertThat(this.keys.current()).isNull();
		this.wall.addAndGet(OUTAGE.toMillis() + 2);
		restart();
		assertThat(this.keys.current()).isNull();
	}

	@Test
	void keysOnDiskThatCannotBeTrustedAreIgnored() throws Exception {
		Path file = keepOnDisk();
		Files.writeString(file, Files.readString(file).replace(this.issuer.uri(), "http://other.example"));
		restart();
		assertThat(this.keys.current()).isNull();
		Files.writeString(file, "nonsense");
		restart();
		assertThat(this.keys.current()).isNull();
	}

	@Test
	void diskThatCannotBeWrittenToDoesNoHarm() throws IOException {
		Path file = this.folder.resolve("occupied");
		Files.createDirectories(file.resolve("by/a/folder"));
		this.keys.close();
		this.keys = keys(new TestSettings(this.issuer.uri()).keysFile(file));
		askAndWait();
		assertThat(find("rsa-1")).isNotNull();
	}

	private Path keepOnDisk() {
		Path file = this.folder.resolve("keys.json");
		this.keys.close();
		this.keys = keys(new TestSettings(this.issuer.uri()).keysFile(file));
		askAndWait();
		assertThat(file).exists();
		return file;
	}

	/** Starts anew with the issuer away, and waits for the first attempt to fail. */
	private void restart() throws InterruptedException {
		CountDownLatch asked = new CountDownLatch(1);
		this.issuer.answer(LocalIssuer.DISCOVERY, (exchange) -> {
			asked.countDown();
			exchange.sendResponseHeaders(500, -1);
		});
		this.keys.close();
		this.meters.clear();
		this.keys = keys(new TestSettings(this.issuer.uri()).keysFile(this.folder.resolve("keys.json")));
		this.keys.start();
		asked.await();
	}

	/** Each time because of another key. */
	private void askAndWait() {
		wait(this.keys.ask("id-" + this.counter++));
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
		this.wall.addAndGet(duration.toMillis());
		this.nanos.addAndGet(duration.toNanos());
	}

	private @Nullable IssuerKey find(String id) {
		KeySet current = this.keys.current();
		return (current != null) ? current.find(id) : null;
	}

	private Status health() {
		return Objects.requireNonNull(new KeysHealthIndicator(this.keys).health()).getStatus();
	}

}
