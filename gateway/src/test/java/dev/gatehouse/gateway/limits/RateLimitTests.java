package dev.gatehouse.gateway.limits;

import java.util.concurrent.TimeUnit;

import dev.gatehouse.gateway.partner.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A burst at once, then one request an interval, to the nanosecond. */
class RateLimitTests {

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	private static final long START = 1_000_000;

	@Test
	void burstIsAdmittedAtOnceAndNotOneMore() {
		RateLimit limit = limit(10, SECOND, 5);
		assertThat(admitted(limit, START, 100)).isEqualTo(5);
	}

	@Test
	void waitThatIsNamedIsExact() {
		RateLimit limit = limit(10, SECOND, 1);
		assertThat(limit.take(START)).isZero();
		assertThat(limit.take(START + 30_000_000)).isEqualTo(70_000_000);
		assertThat(limit.take(START + 99_999_999)).isEqualTo(1);
		assertThat(limit.take(START + 100_000_000)).isZero();
		assertThat(limit.take(START + 100_000_000)).isEqualTo(100_000_000);
	}

	@Test
	void refusedRequestCostsNothing() {
		RateLimit limit = limit(10, SECOND, 1);
		admitted(limit, START, 1000);
		assertThat(limit.take(START + 100_000_000)).isZero();
	}

	@Test
	void burstComesBackOneByOneAndNeverBeyondItself() {
		RateLimit limit = limit(10, SECOND, 5);
		admitted(limit, START, 5);
		assertThat(admitted(limit, START + 200_000_000, 10)).isEqualTo(2);
		assertThat(admitted(limit, START + 3600 * SECOND, 10)).isEqualTo(5);
	}

	@ParameterizedTest
	@CsvSource({ "50, 1, 100", "1, 1, 1", "7, 1, 3", "100, 60, 20", "1, 3600, 2" })
	void overALongTimeTheRateIsTheRate(long requests, long seconds, long burst) {
		RateLimit limit = limit(requests, seconds * SECOND, burst);
		long step = seconds * SECOND / requests / 3 + 1;
		long admitted = 0;
		for (int i = 0; i < 30_000; i++) {
			admitted += (limit.take(START + i * step) == 0) ? 1 : 0;
		}
		assertThat(admitted).isBetween(burst + 9_999 - 1, burst + 10_000);
	}

	@Test
	void stateIsShownForTheHeaders() {
		RateLimit limit = limit(10, SECOND, 5);
		assertThat(Pace.of(new Plan.Rate(10, SECOND), 5).window()).isEqualTo(500_000_000);
		assertThat(limit.untilFull(START)).isZero();
		admitted(limit, START, 3);
		assertThat(limit.untilFull(START)).isEqualTo(300_000_000);
		assertThat(limit.untilFull(START + 100_000_000)).isEqualTo(200_000_000);
		assertThat(limit.untilFull(START + SECOND)).isZero();
	}

	/** A monotonic clock starts anywhere, and may run over. */
	@ParameterizedTest
	@ValueSource(longs = { Long.MAX_VALUE - 50_000_000, Long.MIN_VALUE, -50_000_000, 0 })
	void clockMayStartAnywhere(long start) {
		RateLimit limit = new RateLimit(Pace.of(new Plan.Rate(10, SECOND), 2), start);
		assertThat(admitted(limit, start, 5)).isEqualTo(2);
		assertThat(limit.take(start + 99_999_999)).isEqualTo(1);
		assertThat(limit.take(start + 100_000_000)).isZero();
	}

	@Test
	void largestPlanThatTheRegistryTakesDoesNotRunOver() {
		RateLimit limit = limit(1, 3600 * SECOND, 999_999_999);
		assertThat(admitted(limit, START, 1000)).isEqualTo(1000);
		assertThat(Pace.of(new Plan.Rate(1, 3600 * SECOND), 999_999_999).window()).isPositive();
		assertThat(limit.untilFull(START)).isEqualTo(1000 * 3600 * SECOND);
		assertThat(admitted(limit(999_999_999, SECOND, 999_999_999), START, 1000)).isEqualTo(1000);
	}

	@Test
	void requestThatIsGivenBackIsThereAgain() {
		RateLimit limit = limit(10, SECOND, 2);
		admitted(limit, START, 2);
		limit.giveBack(START, 0);
		assertThat(admitted(limit, START, 5)).isEqualTo(1);
	}

	private static RateLimit limit(long requests, long nanos, long burst) {
		return new RateLimit(Pace.of(new Plan.Rate(requests, nanos), burst), START);
	}

	private static int admitted(RateLimit limit, long now, int attempts) {
		int admitted = 0;
		for (int i = 0; i < attempts; i++) {
			admitted += (limit.take(now) == 0) ? 1 : 0;
		}
		return admitted;
	}

	@Test
	void lookingTakesNothing() {
		RateLimit limit = limit(10, SECOND, 2);
		for (int i = 0; i < 10; i++) {
			assertThat(limit.look(START)).isZero();
			assertThat(limit.left(START)).isEqualTo(2);
		}
		assertThat(limit.take(START)).isZero();
		assertThat(limit.left(START)).isEqualTo(1);
		assertThat(limit.take(START)).isZero();
		assertThat(limit.left(START)).isZero();
		assertThat(limit.look(START)).isEqualTo(limit.take(START)).isEqualTo(100_000_000);
		assertThat(limit.left(START + 99_999_999)).isZero();
		assertThat(limit.left(START + 100_000_000)).isEqualTo(1);
		assertThat(limit.left(START + SECOND)).isEqualTo(2);
	}

}
