package dev.gatehouse.gateway.tracing;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Who decides which requests have spans, and how far callers do. */
class SamplingTests {

	private static final String ACME = "acme";

	private static final String GLOBEX = "globex";

	private long nanos = TimeUnit.HOURS.toNanos(-1);

	private double lot = 0.5;

	private Sampling sampling = sampling(0, 8);

	private Sampling sampling(double ratio, int callers) {
		return new Sampling(ratio, new CallersShare(callers, () -> this.nanos), () -> this.lot);
	}

	private int flagged(@Nullable String partner, int requests) {
		return (int) IntStream.range(0, requests).filter((i) -> this.sampling.chooses(true, true, partner)).count();
	}

	@Test
	void traceThatBeginsHereIsChosenByLot() {
		this.sampling = sampling(0.5, 8);
		this.lot = 0.4999;
		assertThat(this.sampling.chooses(false, false, ACME)).isTrue();
		assertThat(this.sampling.chooses(false, false, null)).isTrue();
		this.lot = 0.5;
		assertThat(this.sampling.chooses(false, false, ACME)).isFalse();
	}

	@Test
	void noneIsChosenOfNoneAndAllOfAll() {
		this.lot = 0;
		assertThat(sampling(0, 8).chooses(false, false, ACME)).isFalse();
		this.lot = Math.nextDown(1.0);
		assertThat(sampling(1, 8).chooses(false, false, ACME)).isTrue();
	}

	@Test
	void traceThatItsCallerDoesNotFollowIsNotFollowed() {
		assertThat(sampling(1, 8).chooses(true, false, ACME)).isFalse();
		assertThat(sampling(1, 8).chooses(true, false, null)).isFalse();
	}

	@Test
	void partnerHasAQuarterOfAllEachSecond() {
		assertThat(flagged(ACME, 100)).isEqualTo(2);
		this.nanos += TimeUnit.SECONDS.toNanos(1);
		assertThat(flagged(ACME, 100)).isEqualTo(2);
	}

	@Test
	void partnerThatTakesItsShareLeavesTheOthersTheirs() {
		flagged(ACME, 100);
		assertThat(flagged(GLOBEX, 100)).isEqualTo(2);
	}

	@Test
	void allPartnersTogetherHaveNoMoreThanAll() {
		int chosen = IntStream.range(0, 1000).map((i) -> flagged("partner-" + i, 1)).sum();
		assertThat(chosen).isEqualTo(8);
	}

	@Test
	void shareOfNoneIsNone() {
		this.sampling = sampling(0, 0);
		assertThat(flagged(ACME, 10)).isZero();
	}

	@Test
	void wishOfAStrangerHasNoWeight() {
		assertThat(flagged(null, 100)).isZero();
		this.sampling = sampling(1, 8);
		assertThat(flagged(null, 100)).as("by lot, as any other").isEqualTo(100);
	}

	@Test
	void wishBeyondTheShareIsDecidedByLot() {
		this.sampling = sampling(0.5, 4);
		this.lot = 0.6;
		assertThat(flagged(ACME, 10)).isEqualTo(1);
		this.lot = 0.4;
		assertThat(flagged(ACME, 10)).isEqualTo(10);
	}

}
