package dev.gatehouse.gateway.limits;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import dev.gatehouse.gateway.checklist.Checks;
import dev.gatehouse.gateway.partner.Partner;
import dev.gatehouse.gateway.partner.Plan;
import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import dev.gatehouse.gateway.problem.RefusalParts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Each partner is held to its plan, and what is refused says by which limit and until
 * when.
 */
@Timeout(20)
class LimitsTests {

	private static final Plan.Rate TEN_A_SECOND = new Plan.Rate(10, TimeUnit.SECONDS.toNanos(1));

	private static final Plan.Quota TWO_A_DAY = new Plan.Quota(2, Plan.Period.DAY);

	private static final String API = "accounts";

	private long nanos = 1_000_000;

	private Instant now = Instant.parse("2026-11-21T23:00:00Z");

	private final LocalCounts counts = new LocalCounts(() -> this.now);

	private final Map<String, Partner> registered = new ConcurrentHashMap<>();

	private final Limits limits = new Limits(this.counts, this.registered::get, () -> this.nanos);

	@Test
	void unlimitedPlanAdmitsEverything() {
		Partner partner = partner("acme", plan(null, 1, null, null));
		for (int i = 0; i < 10_000; i++) {
			this.limits.admitAsKnown(partner, API);
		}
	}

	@Test
	void rateIsRefusedWithItsLimitAndReset() {
		Partner partner = partner("acme", plan(TEN_A_SECOND, 15, null, null));
		assertThat(admitted(partner, 20)).isEqualTo(15);
		Refusal refusal = refused(partner);
		assertThat(refusal.problem()).isEqualTo(Problem.RATE_LIMITED);
		assertThat(RefusalParts.members(refusal)).containsEntry("plan", "standard")
			.containsEntry("limit", 15L)
			.containsEntry("reset", 2L);
		assertThat(RefusalParts.headers(refusal)).containsEntry("Retry-After", "1")
			.containsEntry("RateLimit-Policy", "\"standard\";q=15;w=2")
			.containsEntry("RateLimit", "\"standard\";r=0;t=2");
	}

	@Test
	void whoWaitsAsLongAsRetryAfterSaysComesIn() {
		Partner partner = partner("acme", plan(new Plan.Rate(1, TimeUnit.MINUTES.toNanos(1)), 1, null, null));
		this.limits.admitAsKnown(partner, API);
		this.nanos += TimeUnit.MILLISECONDS.toNanos(1500);
		String wait = RefusalParts.headers(refused(partner)).get("Retry-After");
		assertThat(wait).isEqualTo("59");
		this.nanos += TimeUnit.SECONDS.toNanos(Long.parseLong(wait));
		assertThat(admitted(partner, 2)).isEqualTo(1);
	}

	@Test
	void quotaIsRefusedWithItsLimitAndReset() {
		Partner partner = partner("acme", plan(null, 1, TWO_A_DAY, null));
		assertThat(admitted(partner, 3)).isEqualTo(2);
		Refusal refusal = refused(partner);
		assertThat(refusal.problem()).isEqualTo(Problem.QUOTA_EXHAUSTED);
		assertThat(RefusalParts.members(refusal)).containsEntry("limit", 2L).containsEntry("reset", 3600L);
		assertThat(RefusalParts.headers(refusal)).containsEntry("Retry-After", "3600")
			.containsEntry("RateLimit-Policy", "\"standard\";q=2;w=86400")
			.containsEntry("RateLimit", "\"standard\";r=0;t=3600");
		this.now = this.now.plusSeconds(3600);
		assertThat(admitted(partner, 3)).isEqualTo(2);
	}

	@Test
	void concurrencyIsRefusedWithItsLimitAndOpensWithARelease() {
		Partner partner = partner("acme", plan(null, 1, null, 2));
		Permit first = this.limits.admitAsKnown(partner, API);
		this.limits.admitAsKnown(partner, API);
		Refusal refusal = refused(partner);
		assertThat(refusal.problem()).isEqualTo(Problem.TOO_MANY_AT_ONCE);
		assertThat(RefusalParts.members(refusal)).containsEntry("limit", 2L);
		assertThat(RefusalParts.headers(refusal)).containsEntry("Retry-After", "1")
			.containsEntry("RateLimit-Policy", "\"standard\";q=2;qu=\"concurrent-requests\"")
			.containsEntry("RateLimit", "\"standard\";r=0");
		first.release();
		assertThat(admitted(partner, 2)).isEqualTo(1);
	}

	@Test
	void requestThatTheRateRefusesTakesNoPlaceAndNoQuota() {
		Partner partner = partner("acme", plan(TEN_A_SECOND, 1, TWO_A_DAY, 1));
		this.limits.admitAsKnown(partner, API).release();
		for (int i = 0; i < 10; i++) {
			assertThat(refused(partner).problem()).isEqualTo(Problem.RATE_LIMITED);
		}
		this.nanos += TimeUnit.SECONDS.toNanos(1);
		this.limits.admitAsKnown(partner, API);
	}

	@Test
	void requestThatTheQuotaRefusesTakesNoPlaceAndNothingOfTheRate() {
		Partner partner = partner("acme", plan(TEN_A_SECOND, 3, TWO_A_DAY, 1));
		this.limits.admitAsKnown(partner, API).release();
		this.limits.admitAsKnown(partner, API).release();
		for (int i = 0; i < 10; i++) {
			assertThat(refused(partner).problem()).isEqualTo(Problem.QUOTA_EXHAUSTED);
		}
		this.now = this.now.plusSeconds(3600);
		this.limits.admitAsKnown(partner, API);
	}

	@Test
	void checkRefusesAsAdmittingWouldAndTakesNothing() {
		Partner partner = partner("acme", plan(TEN_A_SECOND, 2, TWO_A_DAY, 1));
		for (int i = 0; i < 10; i++) {
			this.limits.check(partner, API);
		}
		Permit permit = this.limits.admitAsKnown(partner, API);
		assertSameRefusal(partner, Problem.TOO_MANY_AT_ONCE);
		permit.release();
		this.limits.admitAsKnown(partner, API).release();
		assertSameRefusal(partner, Problem.RATE_LIMITED);
		this.nanos += TimeUnit.SECONDS.toNanos(1);
		assertSameRefusal(partner, Problem.QUOTA_EXHAUSTED);
		this.now = this.now.plusSeconds(3600);
		this.limits.check(partner, API);
		this.limits.admitAsKnown(partner, API);
	}

	private void assertSameRefusal(Partner partner, Problem problem) {
		Refusal looked = catchThrowableOfType(Refusal.class, () -> this.limits.check(partner, API));
		Refusal taken = refused(partner);
		assertThat(looked.problem()).isEqualTo(problem).isEqualTo(taken.problem());
		assertThat(looked.detail()).isEqualTo(taken.detail());
		assertThat(RefusalParts.headers(looked)).isEqualTo(RefusalParts.headers(taken));
		assertThat(RefusalParts.members(looked)).isEqualTo(RefusalParts.members(taken));
	}

	@Test
	void standingIsWhatIsLeft() {
		Partner partner = partner("acme", plan(TEN_A_SECOND, 3, TWO_A_DAY, 2));
		assertThat(this.limits.standing(partner)).isEqualTo(new Standing("standard", new Standing.Rate(3, 3, 0),
				new Standing.Quota(2, "day", 2, 3600), new Standing.Places(2, 2)));
		this.limits.admitAsKnown(partner, API);
		assertThat(this.limits.standing(partner)).isEqualTo(new Standing("standard", new Standing.Rate(3, 2, 1),
				new Standing.Quota(2, "day", 1, 3600), new Standing.Places(2, 1)));
		assertThat(this.limits.standing(partner("free", plan(null, 1, null, null))))
			.isEqualTo(new Standing("standard", null, null, null));
	}

	@Checks("A-146")
	@Test
	void whatThePlanHasForAnApiHoldsThereInAddition() {
		Plan part = new Plan("standard-loans", TEN_A_SECOND, 2, TWO_A_DAY, null);
		Partner partner = partner("acme", new Plan("standard", TEN_A_SECOND, 5, null, null, Map.of("loans", part)));
		this.limits.admitAsKnown(partner, "loans");
		this.limits.admitAsKnown(partner, "loans");
		Refusal refusal = catchThrowableOfType(Refusal.class, () -> this.limits.admitAsKnown(partner, "loans"));
		assertThat(refusal.problem()).isEqualTo(Problem.RATE_LIMITED);
		assertThat(RefusalParts.headers(refusal)).containsEntry("RateLimit-Policy", "\"standard-loans\";q=2;w=1");
		assertThat(admitted(partner, 10)).isEqualTo(3);
		this.nanos += TimeUnit.SECONDS.toNanos(1);
		assertThat(catchThrowableOfType(Refusal.class, () -> this.limits.admitAsKnown(partner, "loans")).problem())
			.isEqualTo(Problem.QUOTA_EXHAUSTED);
		assertThat(catchThrowableOfType(Refusal.class, () -> this.limits.check(partner, "loans")).problem())
			.isEqualTo(Problem.QUOTA_EXHAUSTED);
		this.limits.check(partner, API);
	}

	@Test
	void whatOneOfTheTwoRefusesTakesNothingOfTheOther() {
		Plan part = new Plan("standard-loans", TEN_A_SECOND, 1, null, 1);
		Partner partner = partner("acme", new Plan("standard", TEN_A_SECOND, 3, TWO_A_DAY, 2, Map.of("loans", part)));
		this.limits.admitAsKnown(partner, "loans").release();
		for (int i = 0; i < 10; i++) {
			assertThat(catchThrowableOfType(Refusal.class, () -> this.limits.admitAsKnown(partner, "loans")).problem())
				.isEqualTo(Problem.RATE_LIMITED);
		}
		assertThat(this.limits.standing(partner)).isEqualTo(new Standing("standard", new Standing.Rate(3, 2, 1),
				new Standing.Quota(2, "day", 1, 3600), new Standing.Places(2, 2)));
		this.nanos += TimeUnit.SECONDS.toNanos(1);
		this.limits.admitAsKnown(partner, API);
		assertThat(catchThrowableOfType(Refusal.class, () -> this.limits.admitAsKnown(partner, "loans")).problem())
			.isEqualTo(Problem.QUOTA_EXHAUSTED);
		this.now = this.now.plusSeconds(3600);
		Permit held = this.limits.admitAsKnown(partner, "loans");
		assertThat(catchThrowableOfType(Refusal.class, () -> this.limits.admitAsKnown(partner, "loans")).problem())
			.isEqualTo(Problem.TOO_MANY_AT_ONCE);
		held.release();
		assertThat(this.limits.standing(partner).concurrency()).isEqualTo(new Standing.Places(2, 1));
	}

	@Test
	void permitSaysWhatIsLeft() {
		Plan part = new Plan("standard-loans", null, 1, TWO_A_DAY, null);
		Partner partner = partner("acme", new Plan("standard", TEN_A_SECOND, 3, TWO_A_DAY, 2, Map.of("loans", part)));
		Permit permit = this.limits.admitAsKnown(partner, "loans");
		assertThat(permit.policy())
			.isEqualTo("\"standard\";q=3;w=1, \"standard-quota\";q=2;w=86400, \"standard-loans\";q=2;w=86400");
		assertThat(permit.left())
			.isEqualTo("\"standard\";r=2;t=1, \"standard-quota\";r=1;t=3600, \"standard-loans\";r=1;t=3600");
		assertThat(this.limits.admitAsKnown(partner, API).left())
			.isEqualTo("\"standard\";r=1;t=1, \"standard-quota\";r=0;t=3600");
		Permit free = this.limits.admitAsKnown(partner("free", plan(null, 1, null, 1)), API);
		assertThat(free.policy()).isNull();
		assertThat(free.left()).isNull();
	}

	@Test
	void onlyPartnersOfWhosePlanSomethingIsUsedAreKept() {
		Partner fast = register(partner("fast", plan(TEN_A_SECOND, 5, null, 2)));
		Permit permit = this.limits.admitAsKnown(fast, API);
		this.limits.sweep();
		assertThat(this.limits.size()).isEqualTo(1);
		this.nanos += TimeUnit.SECONDS.toNanos(1);
		this.limits.sweep();
		assertThat(this.limits.size()).isEqualTo(1);
		permit.release();
		this.limits.sweep();
		assertThat(this.limits.size()).isZero();
	}

	@Test
	void partnerThatIsNoLongerRegisteredIsForgotten() {
		admitted(partner("acme", plan(TEN_A_SECOND, 2, null, null)), 1);
		admitted(register(partner("globex", plan(TEN_A_SECOND, 2, null, null))), 1);
		this.limits.sweep();
		assertThat(this.limits.size()).isEqualTo(1);
	}

	/** As it may be while somebody edits the registry. */
	@Test
	void quotaOfAPartnerThatIsRegisteredAgainIsUsed() {
		Partner partner = partner("acme", plan(null, 1, TWO_A_DAY, null));
		admitted(partner, 2);
		this.limits.sweep();
		assertThat(this.limits.size()).isZero();
		assertThat(admitted(register(partner), 2)).isZero();
	}

	@Test
	void partnersDoNotShare() {
		Plan plan = plan(TEN_A_SECOND, 2, null, null);
		assertThat(admitted(partner("acme", plan), 5)).isEqualTo(2);
		assertThat(admitted(partner("globex", plan), 5)).isEqualTo(2);
	}

	@Test
	void samePlanReadAgainForgetsNothing() {
		assertThat(admitted(partner("acme", plan(TEN_A_SECOND, 2, null, null)), 5)).isEqualTo(2);
		assertThat(admitted(partner("acme", plan(TEN_A_SECOND, 2, null, null)), 5)).isZero();
	}

	@Test
	void manyAtOnceGetNotOneMoreThanTheBurst() throws Exception {
		Partner partner = partner("acme", plan(TEN_A_SECOND, 100, null, null));
		assertThat(race(16, () -> admitted(partner, 50)).stream().mapToInt(Integer::intValue).sum()).isEqualTo(100);
	}

	@Test
	void manyAtOnceGetNotOneMoreThanTheQuota() throws Exception {
		Partner partner = partner("acme", plan(null, 1, new Plan.Quota(100, Plan.Period.DAY), null));
		assertThat(race(16, () -> admitted(partner, 50)).stream().mapToInt(Integer::intValue).sum()).isEqualTo(100);
	}

	@Test
	void manyAtOnceGetNotOnePlaceTooManyAndGiveAllBack() throws Exception {
		Partner partner = partner("acme", plan(null, 1, null, 5));
		for (int round = 0; round < 20; round++) {
			List<@Nullable Permit> permits = race(16, () -> admit(partner));
			assertThat(permits.stream().filter((permit) -> permit != null)).hasSize(5);
			permits.stream().filter((permit) -> permit != null).forEach(Permit::release);
		}
	}

	private @Nullable Permit admit(Partner partner) {
		try {
			return this.limits.admitAsKnown(partner, API);
		}
		catch (Refusal refusal) {
			return null;
		}
	}

	private int admitted(Partner partner, int attempts) {
		int admitted = 0;
		for (int i = 0; i < attempts; i++) {
			admitted += (admit(partner) != null) ? 1 : 0;
		}
		return admitted;
	}

	private Refusal refused(Partner partner) {
		return catchThrowableOfType(Refusal.class, () -> this.limits.admitAsKnown(partner, API));
	}

	private static <T extends @Nullable Object> List<T> race(int threads, Callable<T> task)
			throws InterruptedException, ExecutionException {
		CountDownLatch ready = new CountDownLatch(threads);
		List<T> results = new ArrayList<>();
		try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
			List<Future<T>> tasks = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				tasks.add(executor.submit(() -> {
					ready.countDown();
					ready.await();
					return task.call();
				}));
			}
			for (Future<T> one : tasks) {
				results.add(one.get());
			}
		}
		return results;
	}

	private static Plan plan(Plan.@Nullable Rate rate, long burst, Plan.@Nullable Quota quota,
			@Nullable Integer concurrency) {
		return new Plan("standard", rate, burst, quota, concurrency);
	}

	private Partner register(Partner partner) {
		this.registered.put(partner.client(), partner);
		return partner;
	}

	private static Partner partner(String client, Plan plan) {
		return new Partner(client, true, plan, Set.of(), List.of(), Partner.Binding.NONE);
	}

}
