package dev.gatehouse.gateway.limits;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import dev.gatehouse.gateway.partner.Plan;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is known of a quota is known to its next lease, and until its period ends. */
class UsedQuotasTests {

	private static final long NOW = 1_000_000_000L;

	private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

	private static final StoreTime TIME = new StoreTime(NOW, NOON.toEpochMilli() * 1000, 1);

	private static final Plan.Quota DAILY = new Plan.Quota(100, Plan.Period.DAY);

	private final StoreState store = new StoreState(Duration.ofMillis(4), 1, () -> NOON, NOW);

	private final UsedQuotas used = new UsedQuotas();

	@Test
	void nextLeaseBeginsWithIt() {
		this.used.remember(heard(30, 20));
		QuotaLease next = next();
		assertThat(next.left(NOW)).isEqualTo(70);
		assertThat(next.used()).isEqualTo(20);
		assertThat(this.used.size()).isZero();
	}

	@Test
	void quotaThatIsUsedUpIsRefusedWithoutTheStore() {
		this.used.remember(heard(100, 100));
		assertThat(next().take(NOW)).isEqualTo(TimeUnit.HOURS.toNanos(12));
	}

	@Test
	void whatTheStoreHasNotHeardOfIsUsedToo() {
		QuotaLease lease = heard(30, 30);
		assertThat(lease.take(NOW + TimeUnit.SECONDS.toNanos(2))).isEqualTo(Count.OF_SHARE);
		this.used.remember(lease);
		assertThat(next().left(NOW)).isEqualTo(69);
	}

	@Test
	void nothingIsRememberedOfWhatIsNotUsed() {
		this.used.remember(heard(0, 0));
		assertThat(this.used.size()).isZero();
	}

	/** Others may have given back what they held. */
	@Test
	void laterAnswerCountsUnlessTheStoreHasForgotten() {
		this.used.remember(heard(30, 20));
		this.used.remember(heard(20, 20));
		this.used.remember(heard(10, 10));
		assertThat(next().left(NOW)).isEqualTo(80);
	}

	@Test
	void otherQuotasAreOthers() {
		this.used.remember(heard(100, 100));
		assertThat(new QuotaLease("lease", "globex", DAILY, this.used, this.store, NOW).left(NOW)).isEqualTo(100);
		assertThat(new QuotaLease("lease", "acme", new Plan.Quota(100, Plan.Period.MONTH), this.used, this.store, NOW)
			.left(NOW)).isEqualTo(100);
	}

	@Test
	void itIsForgottenWhenThePeriodIsOver() {
		this.used.remember(heard(30, 20));
		this.used.sweep(NOW + TimeUnit.HOURS.toNanos(12) - 1);
		assertThat(this.used.size()).isEqualTo(1);
		this.used.sweep(NOW + TimeUnit.HOURS.toNanos(12));
		assertThat(this.used.size()).isZero();
	}

	private QuotaLease next() {
		return new QuotaLease("lease", "acme", DAILY, this.used, this.store, NOW);
	}

	/** A lease with which the store has said where the quota stands. */
	private QuotaLease heard(long value, long used) {
		QuotaLease lease = new QuotaLease("lease", "acme", DAILY, this.store, NOW);
		lease.answered(lease.question(NOW), 0, value, used, NOW, TIME);
		return lease;
	}

}
