package dev.gatehouse.gateway.cutoff;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the issuer has ended is known before the gateway serves, followed while it runs,
 * and never forgotten because the issuer says nothing, or something else.
 */
@Timeout(30)
@SuppressWarnings("NullAway.Init")
class CutoffPollTests {

	private static final Duration INTERVAL = Duration.ofMillis(100);

	private static final Instant SECOND = Instant.ofEpochSecond(2000);

	private static final Instant BEFORE = Instant.ofEpochSecond(1999);

	/** All that is no answer. */
	private static final List<Fault> FAULTS = List.of(new Fault("an error", (feed) -> feed.answers(500, "")),
			new Fault("wrong credentials", (feed) -> feed.answers(401, "{\"error\":\"invalid_client\"}")),
			new Fault("not allowed", (feed) -> feed.answers(403, "")),
			new Fault("no such thing", (feed) -> feed.answers(404, "")),
			new Fault("no content", (feed) -> feed.answers(204, "")),
			new Fault("a web page", (feed) -> feed.answers(200, "<html>")),
			new Fault("nothing", (feed) -> feed.answers(200, "")),
			new Fault("half of it", (feed) -> feed.answers(200, "{\"issuer\":\"" + LocalFeed.ISSUER + "\",\"cl")),
			new Fault("another issuer's",
					(feed) -> feed.answers(200, "{\"issuer\":\"https://x\",\"notBefore\":0,\"clients\":{}}")),
			new Fault("too much", (feed) -> feed.answers(200, "{\"x\":\"" + "x".repeat(4 * 1024 * 1024) + "\"}")),
			new Fault("without end", (feed) -> feed.answers((exchange) -> {
				exchange.sendResponseHeaders(200, 0);
				OutputStream out = exchange.getResponseBody();
				while (true) {
					out.write(new byte[8192]);
				}
			})), new Fault("silence", LocalFeed::hangs), new Fault("half an answer", LocalFeed::stalls),
			new Fault("a broken connection", (feed) -> feed.answers((exchange) -> {
				throw new IOException("gone");
			})));

	@TempDir
	private Path folder;

	private final LocalFeed feed = new LocalFeed(LocalFeed.ISSUER);

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final AtomicLong nanos = new AtomicLong();

	private final Instant now = Instant.parse("2026-11-21T12:00:00Z");

	private IssuerCutoffs cutoffs;

	private @Nullable CutoffPoll poll;

	@BeforeEach
	void nothingIsKnown() {
		this.cutoffs = IssuerCutoffs.unknown();
	}

	@AfterEach
	void close() {
		if (this.poll != null) {
			this.poll.close();
		}
		this.feed.close();
	}

	@Test
	void firstAnswerIsKnownWhenTheStartIsOver() {
		this.feed.says(0, "{\"acme\":2000}");
		start(Duration.ofMinutes(1));
		assertThat(this.cutoffs.areKnown()).isTrue();
		assertThat(mayHaveEnded("acme", BEFORE)).isTrue();
		assertThat(mayHaveEnded("acme", SECOND)).isFalse();
		assertThat(mayHaveEnded("globex", BEFORE)).isFalse();
		assertThat(mayHaveEnded("acme", Instant.EPOCH)).isTrue();
		assertThat(health().getStatus()).isEqualTo(Status.UP);
		assertThat(health().getDetails()).containsEntry("issuer", "reachable");
	}

	@Test
	void nextAnswerTakesThePlaceOfTheLastOne() {
		this.feed.says(0, "{}");
		start(INTERVAL);
		assertThat(mayHaveEnded("acme", BEFORE)).isFalse();
		this.feed.says(0, "{\"acme\":2000}");
		Awaitility.await().until(() -> mayHaveEnded("acme", BEFORE));
		this.feed.says(2000, "{}");
		Awaitility.await().until(() -> mayHaveEnded("globex", BEFORE));
		this.feed.says(0, "{}");
		Awaitility.await().until(() -> !mayHaveEnded("acme", BEFORE));
	}

	@Test
	void agesOfSecretsAreShownOfPartnersAlone() {
		long monthAgo = this.now.getEpochSecond() - 30 * 86400;
		this.feed.says(0, "{}", "{\"acme\":%d,\"globex\":%d,\"stranger\":1}".formatted(monthAgo, monthAgo + 86400));
		start(INTERVAL);
		assertThat(ages()).containsExactlyInAnyOrder(30 * 86400.0, 29 * 86400.0);
		this.feed.says(0, "{}", "{\"acme\":%d}".formatted(monthAgo + 2 * 86400));
		Awaitility.await().untilAsserted(() -> assertThat(ages()).containsExactly(28 * 86400.0));
		this.feed.says(0, "{}");
		Awaitility.await().until(() -> ages().isEmpty());
	}

	private List<Double> ages() {
		return this.meters.find("gatehouse.partner.secret.age").gauges().stream().map(Gauge::value).toList();
	}

	@Test
	void answerThatIsTheSameIsNotSentAgain() {
		this.feed.says(0, "{\"acme\":2000}");
		start(INTERVAL);
		Awaitility.await().until(() -> count("unchanged") >= 2);
		assertThat(this.feed.statuses().subList(0, 3)).containsExactly(200, 304, 304);
		assertThat(count("changed")).isEqualTo(1);
		assertThat(mayHaveEnded("acme", BEFORE)).isTrue();
	}

	@Execution(ExecutionMode.CONCURRENT)
	@ParameterizedTest
	@ValueSource(strings = { "x", "\\u0001", "\\ud83d\\ude00" })
	void longestListOfTheLongestNamesIsTaken(String character) {
		this.feed.says(1_000_000_000, names(character, 3_000_000), names(character, 1_000_000));
		start(INTERVAL);
		Awaitility.await().until(() -> this.cutoffs.areKnown());
		assertThat(this.meters.get("gatehouse.cutoffs.clients").gauge().value()).isGreaterThan(900);
		assertThat(this.cutoffs.secrets()).hasSizeGreaterThan(300);
	}

	/** As much of them as the issuer sends: {@code FeedLength} there. */
	private static String names(String character, int length) {
		String name = character.repeat(250);
		int most = length / (name.length() + 20);
		return IntStream.range(10_000, 10_000 + most)
			.mapToObj((number) -> "\"%s%d\":17952976450".formatted(name, number))
			.collect(Collectors.joining(",", "{", "}"));
	}

	@ParameterizedTest
	@FieldSource("FAULTS")
	void whatIsNoAnswerChangesNothingAndTheNextGoodOneCounts(Fault fault) {
		this.feed.says(0, "{\"acme\":2000}");
		startImpatiently();
		Awaitility.await().until(this.cutoffs::areKnown);
		fault.on(this.feed);
		double before = count("failure");
		Awaitility.await().until(() -> count("failure") >= before + 2);
		assertThat(mayHaveEnded("acme", BEFORE)).isTrue();
		assertThat(mayHaveEnded("acme", SECOND)).isFalse();
		assertThat(health().getStatus()).isEqualTo(Status.UP);
		assertThat(health().getDetails()).containsEntry("issuer", "away");
		this.feed.says(0, "{\"acme\":3000}");
		Awaitility.await().until(() -> mayHaveEnded("acme", SECOND));
		assertThat(health().getDetails()).containsEntry("issuer", "reachable");
	}

	@Execution(ExecutionMode.CONCURRENT)
	@ParameterizedTest
	@FieldSource("FAULTS")
	void untilThereIsAnAnswerNobodyCanTell(Fault fault) {
		fault.on(this.feed);
		startImpatiently();
		assertThat(this.cutoffs.areKnown()).isFalse();
		assertThat(mayHaveEnded("acme", SECOND)).isTrue();
		assertThat(health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
		this.feed.says(0, "{}");
		Awaitility.await().until(() -> this.cutoffs.areKnown());
		assertThat(health().getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void nothingHasChangedIsNoAnswerToWhoKnowsNothing() {
		this.feed.answers(304, "");
		start(INTERVAL);
		assertThat(this.cutoffs.areKnown()).isFalse();
		assertThat(count("failure")).isPositive();
	}

	@Test
	void silentIssuerHoldsTheStartForNoLongerThanTheTimeout() {
		this.feed.hangs();
		long begin = System.nanoTime();
		startImpatiently();
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
	}

	@Test
	void issuerThatIsAwayIsAskedAgain() throws IOException {
		try (Socket nobody = new Socket()) {
			nobody.bind(new InetSocketAddress("127.0.0.1", 0));
			start(settings("http://127.0.0.1:" + nobody.getLocalPort() + "/", "id", "secret", null));
			Awaitility.await().until(() -> count("failure") >= 3);
		}
		assertThat(this.cutoffs.areKnown()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 303, 307, 308 })
	void secretFollowsNoRedirect(int status) {
		try (LocalFeed elsewhere = new LocalFeed(LocalFeed.ISSUER)) {
			elsewhere.says(0, "{}");
			this.feed.answers((exchange) -> {
				exchange.getResponseHeaders().set("Location", elsewhere.uri());
				exchange.sendResponseHeaders(status, -1);
			});
			start(INTERVAL);
			Awaitility.await().until(() -> count("failure") >= 2);
			assertThat(elsewhere.authorizations()).isEmpty();
			assertThat(this.cutoffs.areKnown()).isFalse();
		}
	}

	@Test
	void gatewayIdentifiesItselfAsClientsDo() {
		this.feed.says(0, "{}");
		start(settings(this.feed.uri(), "the gateway", "s%c:r+t ü", null));
		String sent = this.feed.authorizations().getFirst();
		assertThat(sent).startsWith("Basic ");
		assertThat(new String(Base64.getDecoder().decode(sent.substring(6)), StandardCharsets.UTF_8))
			.isEqualTo("the+gateway:s%25c%3Ar%2Bt+%C3%BC");
	}

	@Test
	void lastAnswerOutlivesARestartWhileTheIssuerIsAway() throws IOException {
		this.feed.says(0, "{\"acme\":2000}");
		start(settings(this.feed.uri(), "id", "secret", file()));
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-------");
		assertThat(Files.readString(file())).doesNotContain("secret");
		Files.setLastModifiedTime(file(), FileTime.from(this.now.minusSeconds(600)));
		restart();
		assertThat(this.cutoffs.areKnown()).isTrue();
		assertThat(mayHaveEnded("acme", BEFORE)).isTrue();
		assertThat(mayHaveEnded("acme", SECOND)).isFalse();
		assertThat(age()).isEqualTo(600);
	}

	@Test
	void whatTheIssuerSaysAtTheStartComesBeforeTheFile() {
		this.feed.says(0, "{\"acme\":2000}");
		start(settings(this.feed.uri(), "id", "secret", file()));
		close(this.poll);
		this.cutoffs = IssuerCutoffs.unknown();
		this.feed.says(0, "{\"globex\":2000}");
		start(settings(this.feed.uri(), "id", "secret", file()));
		assertThat(mayHaveEnded("acme", BEFORE)).isFalse();
		assertThat(mayHaveEnded("globex", BEFORE)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "{}", "null", "{\"issuer\":\"https://x\",\"notBefore\":0,\"clients\":{}}" })
	void fileThatIsNotThisIssuersIsNotTrusted(String content) throws IOException {
		Files.writeString(file(), content);
		Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
		restart();
		assertThat(this.cutoffs.areKnown()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "rw--w----", "rw-----w-", "rw-rw-rw-" })
	void fileThatOthersMayWriteToIsNotTrusted(String permissions) throws IOException {
		this.feed.says(0, "{}");
		start(settings(this.feed.uri(), "id", "secret", file()));
		Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(permissions));
		restart();
		assertThat(this.cutoffs.areKnown()).isFalse();
	}

	@Test
	void fileThatCannotBeWrittenStopsNothing() throws IOException {
		Path taken = Files.createDirectory(this.folder.resolve("taken"));
		Files.createFile(taken.resolve("x"));
		this.feed.says(0, "{\"acme\":2000}");
		start(settings(this.feed.uri(), "id", "secret", taken));
		assertThat(mayHaveEnded("acme", BEFORE)).isTrue();
		assertThat(count("changed")).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void answerThatCouldNotBeWrittenIsWrittenWhenThatIsPossibleAgain(boolean away) throws IOException {
		Path obstacle = Files.createDirectories(file().resolve("x"));
		this.feed.says(0, "{\"acme\":2000}");
		start(settings(this.feed.uri(), "id", "secret", file()));
		if (away) {
			this.feed.answers(503, "");
		}
		Awaitility.await().until(() -> count(away ? "failure" : "unchanged") >= 2);
		Files.delete(obstacle);
		Files.delete(file());
		Awaitility.await().until(() -> Files.isRegularFile(file()));
		FileTime written = Files.getLastModifiedTime(file());
		double before = count(away ? "failure" : "unchanged");
		Awaitility.await().until(() -> count(away ? "failure" : "unchanged") >= before + 2);
		assertThat(Files.getLastModifiedTime(file())).isEqualTo(written);
		restart();
		assertThat(mayHaveEnded("acme", BEFORE)).isTrue();
		assertThat(mayHaveEnded("acme", SECOND)).isFalse();
	}

	@Test
	void ageIsThatOfTheLastAnswerAlsoIfItSaidNothingNew() {
		this.feed.says(0, "{\"acme\":2000}");
		assertThat(this.meters.find("gatehouse.cutoffs.age").gauge()).isNull();
		start(INTERVAL);
		assertThat(age()).isZero();
		this.nanos.set(Duration.ofSeconds(7).toNanos());
		Awaitility.await().until(() -> age() == 0);
		this.feed.answers(500, "");
		double before = count("failure");
		Awaitility.await().until(() -> count("failure") > before);
		this.nanos.set(Duration.ofSeconds(90).toNanos());
		assertThat(age()).isBetween(80.0, 90.0);
		assertThat(this.meters.get("gatehouse.cutoffs.clients").gauge().value()).isEqualTo(1);
	}

	@Test
	void withoutAnyAnswerThereIsNoAge() {
		start(INTERVAL);
		assertThat(age()).isNaN();
	}

	@Test
	void issuerThatIsNotAskedEndsNothing() {
		IssuerCutoffs none = IssuerCutoffs.none();
		assertThat(none.areKnown()).isTrue();
		assertThat(none.concern("acme", "id", "key", 0)).isFalse();
		Health health = new CutoffsHealthIndicator(none, null).health();
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("issuer", "not asked");
	}

	private Path file() {
		return this.folder.resolve("cutoffs.json");
	}

	/** Starts anew, while the issuer gives no answer. */
	private void restart() {
		close(this.poll);
		this.meters.clear();
		this.cutoffs = IssuerCutoffs.unknown();
		this.feed.answers(503, "");
		start(settings(this.feed.uri(), "id", "secret", file()));
	}

	private static void close(@Nullable CutoffPoll poll) {
		if (poll != null) {
			poll.close();
		}
	}

	/** Waits for an answer as long as a busy machine may take. */
	private void start(Duration interval) {
		start(new CutoffSettings.Feed(this.feed.uri(), "id", "secret", interval, Duration.ofSeconds(20), null));
	}

	/** Soon takes no answer for none. */
	private void startImpatiently() {
		start(new CutoffSettings.Feed(this.feed.uri(), "id", "secret", INTERVAL, Duration.ofSeconds(1), null));
	}

	private void start(CutoffSettings.Feed settings) {
		CutoffPoll started = new CutoffPoll(settings, LocalFeed.ISSUER, this.cutoffs,
				new SecretAges((client) -> !client.equals("stranger"), this.meters, () -> this.now), this.meters,
				() -> this.now, this.nanos::get);
		this.poll = started;
		started.start();
	}

	private static CutoffSettings.Feed settings(String uri, String id, String secret, @Nullable Path file) {
		return new CutoffSettings.Feed(uri, id, secret, INTERVAL, Duration.ofSeconds(2), file);
	}

	private Health health() {
		Health health = new CutoffsHealthIndicator(this.cutoffs, this.poll).health();
		assertThat(health).isNotNull();
		return health;
	}

	private double count(String result) {
		return this.meters.counter("gatehouse.cutoff.fetches", "result", result).count();
	}

	private double age() {
		return this.meters.get("gatehouse.cutoffs.age").gauge().value();
	}

	/** Something that is no answer. */
	private record Fault(String name, Consumer<LocalFeed> what) {

		void on(LocalFeed feed) {
			this.what.accept(feed);
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

	private boolean mayHaveEnded(String client, Instant issued) {
		return this.cutoffs.concern(client, "id", "key", issued.toEpochMilli());
	}

}
