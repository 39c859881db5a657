package dev.gatehouse.gateway.console;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import dev.gatehouse.gateway.record.LatencyBuckets;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What is counted, over which time, and that it stays bounded. */
class BoardTests {

	private final MeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private final AtomicLong nanos = new AtomicLong();

	private final Tracks tracks = new Tracks(this.meters);

	private final History history = new History(this.tracks, this.nanos::get);

	@AfterEach
	void close() {
		this.history.close();
	}

	private Timer requests(String outcome) {
		return Timer.builder(Tracks.REQUESTS)
			.tags("api", "a", "operation", "o", "status", "200", "outcome", outcome)
			.serviceLevelObjectives(LatencyBuckets.times())
			.register(this.meters);
	}

	private Counter partner(String client) {
		return this.meters.counter(Tracks.PARTNERS, "client", client, "api", "a", "outcome", "allowed");
	}

	private void seconds(int number) {
		for (int i = 0; i < number; i++) {
			this.nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
			this.history.tick();
		}
	}

	@Test
	void ratesAreThoseOfTheLastFiveSeconds() {
		Timer allowed = requests("allowed");
		Timer refused = requests("refused");
		seconds(1);
		allowed.record(Duration.ofMillis(3));
		allowed.record(Duration.ofMillis(3));
		refused.record(Duration.ofMillis(3));
		seconds(4);
		assertThat(this.history.now().rates()).containsExactly(2 / 5.0, 1 / 5.0, 0, 0);
		seconds(6);
		assertThat(this.history.now().rates()).containsOnly(0);
		assertThat(this.history.now().p50()).isNull();
	}

	@Test
	void pointIsKeptForEachFiveSecondsOfTheLastQuarterOfAnHour() {
		Timer allowed = requests("allowed");
		for (int i = 0; i < 4; i++) {
			allowed.record(Duration.ofMillis(40));
		}
		seconds(5);
		assertThat(this.history.points()).singleElement().satisfies((point) -> {
			assertThat(point.rates()[0]).isEqualTo(4 / 5.0);
			assertThat(point.p50()).isCloseTo(37.5, within(1e-6));
		});
		seconds(20 * 60);
		assertThat(this.history.points()).hasSize(180).allMatch((point) -> point.rates()[0] == 0);
	}

	@Test
	void tablesCountTheLastFiveMinutesAndNotMuchMore() {
		partner("early").increment();
		seconds(10);
		partner("late").increment(2);
		assertThat(count("early")).isOne();
		assertThat(count("late")).isEqualTo(2);
		seconds(280);
		assertThat(count("early")).isOne();
		partner("early").increment();
		seconds(40);
		assertThat(count("early")).isOne();
		assertThat(count("late")).isZero();
		assertThat((double) this.history.sinceOldest((place, seconds) -> seconds)).isBetween(270.0, 330.0);
		seconds(330);
		assertThat(count("early")).isZero();
	}

	private double count(String client) {
		return this.history.sinceOldest((place, seconds) -> this.tracks.of(Tracks.PARTNERS)
			.stream()
			.filter((track) -> track.tag("client").equals(client))
			.mapToDouble((track) -> track.since(place)[0])
			.sum());
	}

	/** A quiet series keeps one number, and begins to keep more when it is used again. */
	@Test
	void seriesThatWasQuietIsCountedFromWhereItWas() {
		Counter counter = partner("seldom");
		counter.increment(7);
		seconds(700);
		assertThat(count("seldom")).isZero();
		counter.increment(2);
		assertThat(count("seldom")).isEqualTo(2);
		seconds(100);
		counter.increment();
		seconds(130);
		assertThat(count("seldom")).isEqualTo(3);
		seconds(110);
		assertThat(count("seldom")).isOne();
		seconds(300);
		assertThat(count("seldom")).isZero();
	}

	@Test
	void dataIsMadeOnceASecondForAllAndMoreSeldomIfThatTakesLong() {
		AtomicLong made = new AtomicLong();
		AtomicLong takes = new AtomicLong(1_000_000);
		ConsoleData data = new ConsoleData(() -> {
			made.incrementAndGet();
			this.nanos.addAndGet(takes.get());
			return Overviews.empty();
		}, this.nanos::get);
		byte[] first = data.json();
		this.nanos.addAndGet(800_000_000);
		assertThat(data.json()).isSameAs(first);
		this.nanos.addAndGet(200_000_000);
		takes.set(200_000_000);
		assertThat(data.json()).isNotSameAs(first);
		this.nanos.addAndGet(3_000_000_000L);
		data.json();
		assertThat(made).hasValue(2);
		this.nanos.addAndGet(1_000_000_000L);
		data.json();
		assertThat(made).hasValue(3);
	}

	@Test
	void metersThatAreGoneAreForgotten() {
		Counter gone = partner("gone");
		assertThat(this.tracks.of(Tracks.PARTNERS)).hasSize(1);
		this.meters.remove(gone);
		assertThat(this.tracks.of(Tracks.PARTNERS)).isEmpty();
	}

	@Test
	void quantilesLieWithinTheirBucket() {
		double[] numbers = new double[1 + Latency.BOUNDS.length];
		assertThat(Latency.millis(numbers, 0.5)).isNull();
		numbers[0] = 100;
		for (int i = 0; i < Latency.BOUNDS.length; i++) {
			numbers[1 + i] = (Latency.BOUNDS[i] < 0.01) ? 0 : (Latency.BOUNDS[i] < 0.1) ? 50 : 100;
		}
		assertThat(Latency.millis(numbers, 0.25)).isCloseTo(7.5, within(1e-9));
		assertThat(Latency.millis(numbers, 0.5)).isCloseTo(10, within(1e-9));
		assertThat(Latency.millis(numbers, 0.75)).isCloseTo(75, within(1e-9));
		java.util.Arrays.fill(numbers, 1, numbers.length, 0);
		assertThat(Latency.millis(numbers, 0.5)).as("beyond the last bound").isCloseTo(10_000, within(1e-9));
	}

	/** Ten thousand partners have called: the twenty that called most are shown. */
	@Test
	void busiestPartnersAreShownAndTheOthersCounted() {
		for (int i = 0; i < 10_000; i++) {
			partner("partner-" + i).increment(i + 1.0);
		}
		List<Overview.PartnerRow> rows = this.history.sinceOldest((place, seconds) -> {
			Tables tables = new Tables(this.tracks, List.of(), (client) -> null);
			assertThat(tables.byClient(place)).hasSize(10_000);
			return tables.partners(tables.byClient(place));
		});
		assertThat(rows).hasSize(Tables.LONGEST);
		assertThat(rows.getFirst().client()).isEqualTo("partner-9999");
		assertThat(rows.getFirst().requests()).isEqualTo(10_000);
		assertThat(rows.getFirst().limits()).as("nobody is registered").isNull();
	}

}
