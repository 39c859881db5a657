package dev.gatehouse.gateway.limits;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.gatehouse.gateway.partner.Partner;
import dev.gatehouse.gateway.partner.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a node has taken without the store, and given back, is there again, and the store
 * never hears of it, or hears that it was given back.
 */
class LeaseTests {

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	private static final long NOW = 1_000_000_000;

	private static final Instant MOMENT = Instant.parse("2026-11-21T12:00:00Z");

	private static final long MICROS = MOMENT.toEpochMilli() * 1000;

	private static final Plan.Quota TEN_A_DAY = new Plan.Quota(10, Plan.Period.DAY);

	/** A bucket of ten that is full again after an hour, or ten a day. */
	private static final Pace SLOW = Pace.of(new Plan.Rate(10, 3600 * SECOND), 10);

	private final StoreState store = new StoreState(Duration.ofMillis(4), 1, () -> MOMENT, NOW);

	private static Stream<Boolean> kinds() {
		return Stream.of(true, false);
	}

	private Lease lease(boolean isRate) {
		return isRate ? new RateLease("lease", "acme", SLOW, this.store, NOW)
				: new QuotaLease("lease", "acme", TEN_A_DAY, this.store, NOW);
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void whatIsGivenBackIsThereAgain(boolean isRate) {
		Lease lease = lease(isRate);
		assertThat(taken(lease, 20)).isEqualTo(10);
		for (int i = 0; i < 4; i++) {
			lease.giveBack(NOW, Count.OF_SHARE);
		}
		assertThat(lease.left(NOW)).isEqualTo(4);
		assertThat(lease.look(NOW)).isZero();
		assertThat(taken(lease, 20)).isEqualTo(4);
		assertThat(lease.look(NOW)).isPositive();
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void whatIsGivenBackIsNotTold(boolean isRate) {
		Lease lease = lease(isRate);
		assertThat(taken(lease, 5)).isEqualTo(5);
		for (int i = 0; i < 3; i++) {
			lease.giveBack(NOW, Count.OF_SHARE);
		}
		assertTold(lease.report(NOW, false), 2);
	}

	/** The store did not hear of the first report. */
	@ParameterizedTest
	@MethodSource("kinds")
	void whatIsGivenBackAfterAReportThatIsLostIsNotToldAgain(boolean isRate) {
		Lease lease = lease(isRate);
		taken(lease, 5);
		assertTold(lease.report(NOW, false), 5);
		lease.giveBack(NOW, Count.OF_SHARE);
		assertThat(lease.left(NOW)).isEqualTo(6);
		assertTold(lease.report(NOW, false), 4);
	}

	private static void assertTold(Report report, long requests) {
		assertThat(report.settled()).isEqualTo(requests);
		assertThat(report.credit()).isEqualTo(requests);
		long moved = report.terms().isRate() ? requests * SLOW.interval() / 1000 : requests;
		assertThat(report.moved()).isEqualTo(moved);
		assertThat(report.debtMicros()).isEqualTo(report.terms().isRate() ? moved : 0);
	}

	/** The store has heard of it, and counts it as used until it is given back there. */
	@ParameterizedTest
	@MethodSource("kinds")
	void whatIsGivenBackWhileItIsToldIsInHand(boolean isRate) {
		Lease lease = lease(isRate);
		taken(lease, 5);
		Report report = lease.report(NOW, false);
		lease.giveBack(NOW, Count.OF_SHARE);
		answer(lease, report, 5);
		assertInHand(lease);
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void whatIsGivenBackAfterItWasToldIsInHand(boolean isRate) {
		Lease lease = lease(isRate);
		taken(lease, 5);
		answer(lease, lease.report(NOW, false), 5);
		lease.giveBack(NOW, Count.OF_SHARE);
		assertInHand(lease);
	}

	private void assertInHand(Lease lease) {
		assertThat(lease.untold()).isZero();
		assertThat(lease.left(NOW)).isEqualTo(6);
		assertThat(lease.isSettled()).isFalse();
		assertThat(lease.take(NOW)).isZero();
		lease.giveBack(NOW, 0);
		Report report = lease.report(NOW + 2 * SECOND, true);
		assertThat(report.settled()).isEqualTo(5);
		assertThat(report.returned()).isEqualTo(1);
		assertThat(report.credit()).isEqualTo(5);
		answer(lease, report, 4);
		assertThat(lease.isSettled()).isTrue();
		this.store.away();
		assertThat(taken(lease, NOW + 20 * SECOND, 20)).isEqualTo(6);
	}

	/** The script keeps the larger number of what it was told. */
	@ParameterizedTest
	@MethodSource("kinds")
	void answerToWhoHasGivenBackMeanwhileIsPossible(boolean isRate) {
		Lease lease = lease(isRate);
		taken(lease, 5);
		Report report = lease.report(NOW, false);
		answer(lease, report, 5);
		lease.giveBack(NOW, Count.OF_SHARE);
		Report next = lease.report(NOW + TimeUnit.MILLISECONDS.toNanos(10), false);
		assertThat(next.settled()).isEqualTo(4);
		long most = 5 + Math.max(report.hold(), next.hold());
		assertThat(next.isPossible(most)).isTrue();
		assertThat(next.isPossible(most + 1)).isFalse();
	}

	/** Nothing listens there. */
	@Test
	void whatOneLimitRefusesTakesNothingOfTheOthersWithoutTheStore() {
		try (Node alone = new Node("redis://127.0.0.1:1")) {
			Plan.Rate slow = new Plan.Rate(1, 3600 * SECOND);
			Partner hasty = Node.partner("hasty", new Plan("both", slow, 100, TEN_A_DAY, null));
			assertThat(alone.admit(hasty, 500)).isEqualTo(10);
			assertThat(alone.standing(hasty).rate()).isNotNull().extracting(Standing.Rate::remaining).isEqualTo(90L);
			Plan part = new Plan("part", slow, 10, null, null);
			Partner parted = Node.partner("parted",
					new Plan("parted", null, 1, new Plan.Quota(100, Plan.Period.DAY), null, Map.of(Node.API, part)));
			assertThat(alone.admit(parted, 500)).isEqualTo(10);
			assertThat(alone.standing(parted).quota()).isNotNull().extracting(Standing.Quota::remaining).isEqualTo(90L);
		}
	}

	@Test
	void shareOfABucketIsAsFullUnderAnotherPlan() {
		RateLease lease = (RateLease) lease(true);
		taken(lease, 5);
		lease.change(Pace.of(new Plan.Rate(100, SECOND), 100), NOW);
		assertThat(lease.left(NOW)).isEqualTo(50);
		assertThat(taken(lease, 200)).isEqualTo(50);
		lease.change(SLOW, NOW);
		assertThat(lease.left(NOW)).isZero();
	}

	@Test
	void shareOfAQuotaIsLessByWhatIsUsedUnderAnotherPlan() {
		QuotaLease lease = (QuotaLease) lease(false);
		taken(lease, 5);
		lease.change(20, NOW);
		assertThat(taken(lease, 50)).isEqualTo(15);
		lease.change(12, NOW);
		assertThat(lease.left(NOW)).isZero();
		assertThat(lease.take(NOW)).isPositive();
		assertThat(lease.report(NOW, false).settled()).isEqualTo(20);
	}

	/** What was answered to the report under the plan before is meant by that one. */
	@Test
	void answerToAReportOfTheOldPlanIsTakenByTheNewOne() {
		RateLease lease = (RateLease) lease(true);
		taken(lease, 5);
		Report report = lease.report(NOW, false);
		Pace fast = Pace.of(new Plan.Rate(100, SECOND), 100);
		lease.change(fast, NOW);
		answer(lease, report, 5);
		assertThat(lease.left(NOW)).isEqualTo(50);
	}

	/** Though the store may be away for days. */
	@Test
	void rateThatIsFullAgainIsForgottenWithoutTheStore() {
		Lease lease = lease(true);
		taken(lease, 5);
		long full = NOW + 1800 * SECOND;
		assertThat(lease.isOver(full - 1)).isFalse();
		assertThat(lease.isWhole(full - 1)).isFalse();
		assertThat(lease.isOver(full)).isTrue();
		assertThat(lease.isWhole(full)).isTrue();
	}

	@Test
	void rateThatIsAskedForIsNotForgotten() {
		Lease lease = lease(true);
		answer(lease, lease.report(NOW, false), 0);
		assertThat(lease.takeOrAsk(NOW + 10 * SECOND)).isEqualTo(Count.ASK);
		assertThat(lease.isOver(NOW + 10 * SECOND)).isFalse();
	}

	@Test
	void quotaIsForgottenWhenTheStoreKnowsItAndItWasQuietForFiveMinutes() {
		Lease lease = lease(false);
		taken(lease, 5);
		long later = NOW + 3600 * SECOND;
		assertThat(lease.isWhole(later)).isFalse();
		answer(lease, lease.report(NOW, false), 5);
		assertThat(lease.isWhole(NOW + 300 * SECOND - 1)).isFalse();
		assertThat(lease.isWhole(NOW + 300 * SECOND)).isTrue();
		this.store.away();
		assertThat(lease.isWhole(later)).isFalse();
		assertThat(lease.isWhole(NOW + TimeUnit.HOURS.toNanos(12))).isTrue();
	}

	/** As the store answers that grants nothing more, with so many used. */
	private void answer(Lease lease, Report report, long used) {
		StoreTime time = new StoreTime(NOW, MICROS, 1);
		this.store.answered(1, time);
		long stands = report.terms().isRate() ? MICROS + Math.round(used * report.terms().unit()) : used;
		lease.answered(report, report.settled(), stands, stands, NOW, time);
	}

	private static int taken(Lease lease, int attempts) {
		return taken(lease, NOW, attempts);
	}

	private static int taken(Lease lease, long now, int attempts) {
		int taken = 0;
		for (int i = 0; i < attempts; i++) {
			long answer = lease.take(now);
			taken += (answer == 0 || answer == Count.OF_SHARE) ? 1 : 0;
		}
		return taken;
	}

}
