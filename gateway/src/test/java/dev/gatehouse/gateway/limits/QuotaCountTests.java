package dev.gatehouse.gateway.limits;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

import dev.gatehouse.gateway.partner.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** So many requests a calendar day or month in UTC, and a new count with the next one. */
class QuotaCountTests {

	private Instant now = Instant.EPOCH;

	@ParameterizedTest
	@CsvSource({ "DAY, 2026-11-21T12:00:00Z, 2026-11-22T00:00:00Z",
			"DAY, 2026-12-31T23:59:59.999Z, 2027-01-01T00:00:00Z", "DAY, 2028-02-28T00:00:00Z, 2028-02-29T00:00:00Z",
			"MONTH, 2026-11-21T12:00:00Z, 2026-12-01T00:00:00Z", "MONTH, 2026-12-01T00:00:00Z, 2027-01-01T00:00:00Z",
			"MONTH, 2027-01-31T12:00:00Z, 2027-02-01T00:00:00Z" })
	void countBeginsAnewWithTheNextPeriodAndNotBefore(Plan.Period period, Instant now, Instant next) {
		QuotaCount quota = quota(2, period);
		assertThat(take(quota, now)).isZero();
		assertThat(take(quota, now)).isZero();
		assertThat(take(quota, now)).isEqualTo(next.getEpochSecond() - now.getEpochSecond()).isPositive();
		assertThat(take(quota, next.minusMillis(1))).isEqualTo(1);
		assertThat(take(quota, next)).isZero();
		assertThat(take(quota, next)).isZero();
		assertThat(take(quota, next)).isPositive();
	}

	@Test
	void clockThatIsSetBackOpensNoNewPeriod() {
		QuotaCount quota = quota(1, Plan.Period.DAY);
		Instant now = Instant.parse("2026-11-21T12:00:00Z");
		assertThat(take(quota, now)).isZero();
		assertThat(take(quota, now.minusSeconds(86400))).isEqualTo(36 * 3600);
		assertThat(take(quota, now)).isPositive();
	}

	@Test
	void lookingTakesNothing() {
		QuotaCount quota = quota(2, Plan.Period.DAY);
		Instant now = Instant.parse("2026-11-21T23:00:00Z");
		for (int i = 0; i < 10; i++) {
			assertThat(look(quota, now)).isZero();
			assertThat(left(quota, now)).isEqualTo(2);
		}
		assertThat(take(quota, now)).isZero();
		assertThat(left(quota, now)).isEqualTo(1);
		assertThat(take(quota, now)).isZero();
		assertThat(left(quota, now)).isZero();
		assertThat(look(quota, now)).isEqualTo(take(quota, now)).isEqualTo(3600);
		assertThat(left(quota, now.plusSeconds(3600))).isEqualTo(2);
		assertThat(untilFull(quota, now.plusSeconds(3600))).isEqualTo(86400);
	}

	@Test
	void quietPeriodsAreNotSavedUp() {
		QuotaCount quota = quota(1, Plan.Period.DAY);
		Instant later = Instant.parse("2026-11-25T12:00:00Z");
		assertThat(take(quota, Instant.parse("2026-11-21T12:00:00Z"))).isZero();
		assertThat(take(quota, later)).isZero();
		assertThat(take(quota, later)).isPositive();
	}

	/** What it took and what is left go out with one answer. */
	@Test
	void oneRequestIsOfOneMoment() {
		QuotaCount quota = quota(2, Plan.Period.DAY);
		long moment = at(Instant.parse("2026-11-21T23:59:59.999Z"));
		assertThat(quota.take(moment)).isZero();
		this.now = this.now.plusMillis(1);
		assertThat(quota.left(moment)).isEqualTo(1);
		assertThat(quota.untilFull(moment)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(1));
		assertThat(left(quota, this.now)).as("of the next day").isEqualTo(2);
	}

	private QuotaCount quota(long requests, Plan.Period period) {
		return new QuotaCount(new Plan.Quota(requests, period), () -> this.now, (count) -> {
		});
	}

	private long take(QuotaCount quota, Instant now) {
		return seconds(quota.take(at(now)));
	}

	private long look(QuotaCount quota, Instant now) {
		return seconds(quota.look(at(now)));
	}

	private long left(QuotaCount quota, Instant now) {
		return quota.left(at(now));
	}

	private long untilFull(QuotaCount quota, Instant now) {
		return seconds(quota.untilFull(at(now)));
	}

	/** Sets the clock, and returns what the monotonic one says then. */
	private long at(Instant now) {
		this.now = now;
		return TimeUnit.MILLISECONDS.toNanos(now.toEpochMilli());
	}

	private static long seconds(long nanos) {
		return CountedLimit.seconds(nanos);
	}

}
