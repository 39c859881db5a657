package dev.gatehouse.gateway.limits;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import dev.gatehouse.gateway.partner.Partner;
import dev.gatehouse.gateway.partner.Plan;
import dev.gatehouse.gateway.problem.Refusal;
import dev.gatehouse.gateway.problem.RefusalParts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A partner that gets another plan has used what it has used, and nobody puts the old
 * plan back.
 */
class PlanChangeTests {

	private static final String API = "loans";

	private long nanos = 1_000_000;

	private Instant now = Instant.parse("2026-11-20T23:00:00Z");

	private final Map<String, Partner> registry = new ConcurrentHashMap<>();

	private final Limits limits = new Limits(new LocalCounts(() -> this.now), this.registry::get, () -> this.nanos);

	@Test
	void quotaThatIsUsedStaysUsed() {
		register(quota("small", 5, Plan.Period.DAY));
		assertThat(admitted(10)).isEqualTo(5);
		register(quota("large", 8, Plan.Period.DAY));
		assertThat(admitted(10)).isEqualTo(3);
		register(quota("smallest", 1, Plan.Period.DAY));
		assertThat(admitted(10)).isZero();
		assertThat(standing().quota()).isEqualTo(new Standing.Quota(1, "day", 0, 3600));
		this.now = this.now.plusSeconds(3600);
		assertThat(admitted(10)).isEqualTo(1);
	}

	/** Days are not counted as months, but neither is forgotten. */
	@Test
	void quotaOfAnotherPeriodIsAnother() {
		register(quota("daily", 5, Plan.Period.DAY));
		admitted(3);
		register(quota("monthly", 9, Plan.Period.MONTH));
		assertThat(admitted(10)).isEqualTo(9);
		register(quota("daily", 5, Plan.Period.DAY));
		assertThat(admitted(10)).isEqualTo(2);
		register(quota("monthly", 10, Plan.Period.MONTH));
		assertThat(admitted(10)).isEqualTo(1);
	}

	@Test
	void quotaThatIsNotLimitedForAWhileStaysUsed() {
		register(quota("daily", 5, Plan.Period.DAY));
		admitted(3);
		register(new Plan("free", null, 1, null, null));
		assertThat(admitted(10)).isEqualTo(10);
		register(quota("daily", 5, Plan.Period.DAY));
		assertThat(admitted(10)).isEqualTo(2);
	}

	@Test
	void bucketIsAsFullAsItWas() {
		register(rate("small", 1, 10));
		assertThat(admitted(5)).isEqualTo(5);
		register(rate("large", 100, 200));
		assertThat(standing().rate()).isEqualTo(new Standing.Rate(200, 100, 1));
		register(rate("small", 1, 10));
		assertThat(standing().rate()).isEqualTo(new Standing.Rate(10, 5, 5));
		assertThat(admitted(10)).isEqualTo(5);
	}

	@Test
	void bucketThatIsEmptyIsNotRefilled() {
		register(rate("small", 1, 10));
		admitted(10);
		register(rate("large", 1, 1000));
		assertThat(admitted(10)).isZero();
		this.nanos += TimeUnit.SECONDS.toNanos(2);
		assertThat(admitted(10)).isEqualTo(2);
	}

	@Test
	void bucketThatIsFullStaysFull() {
		register(rate("small", 1, 10));
		admitted(10);
		this.nanos += TimeUnit.SECONDS.toNanos(60);
		register(rate("large", 1, 20));
		assertThat(admitted(30)).isEqualTo(20);
	}

	@Test
	void placesThatAreTakenStayTaken() {
		register(places("two", 2));
		Permit first = this.limits.admitAsKnown(partner(), API);
		Permit second = this.limits.admitAsKnown(partner(), API);
		register(places("three", 3));
		Permit third = this.limits.admitAsKnown(partner(), API);
		assertThat(refused(partner()).problem().id()).isEqualTo("too-many-at-once");
		register(places("one", 1));
		assertThat(RefusalParts.members(refused(partner()))).containsEntry("plan", "one").containsEntry("limit", 1L);
		first.release();
		second.release();
		refused(partner());
		third.release();
		this.limits.admitAsKnown(partner(), API).release();
		assertThat(standing().concurrency()).isEqualTo(new Standing.Places(1, 1));
	}

	@Test
	void partOfThePlanForAnApiGoesOnToo() {
		register(new Plan("parted", null, 1, null, null, Map.of(API, quota("part", 5, Plan.Period.DAY))));
		admitted(3);
		register(new Plan("other", null, 1, null, null, Map.of(API, quota("part", 4, Plan.Period.DAY))));
		assertThat(admitted(10)).isEqualTo(1);
		register(new Plan("none", null, 1, null, null));
		assertThat(admitted(10)).isEqualTo(10);
		register(new Plan("parted", null, 1, null, null, Map.of(API, quota("part", 5, Plan.Period.DAY))));
		assertThat(admitted(10)).isEqualTo(1);
	}

	@Test
	void requestThatWaitedDoesNotPutTheOldPlanBack() {
		register(rate("old", 1, 1000));
		Partner waiting = partner();
		this.limits.admitAsKnown(waiting, API);
		register(rate("new", 1, 10));
		assertThat(admitted(20)).isEqualTo(9);
		assertThat(RefusalParts.members(refused(waiting))).containsEntry("plan", "new");
		assertThat(this.limits.standing(waiting).plan()).isEqualTo("new");
		assertThat(catchThrowableOfType(Refusal.class, () -> this.limits.check(waiting, API))).isNotNull();
		assertThat(admitted(20)).isZero();
	}

	@Test
	void requestOfAPartnerThatIsNoLongerRegisteredIsHeldToThePlanItHad() {
		register(rate("old", 1, 10));
		Partner waiting = partner();
		this.registry.clear();
		for (int i = 0; i < 10; i++) {
			this.limits.admitAsKnown(waiting, API);
		}
		assertThat(RefusalParts.members(refused(waiting))).containsEntry("plan", "old");
	}

	private void register(Plan plan) {
		this.registry.put("acme", new Partner("acme", true, plan, Set.of(), List.of(), Partner.Binding.NONE));
	}

	private Partner partner() {
		return Objects.requireNonNull(this.registry.get("acme"));
	}

	private Standing standing() {
		return this.limits.standing(partner());
	}

	private int admitted(int attempts) {
		int admitted = 0;
		for (int i = 0; i < attempts; i++) {
			admitted += (admit() != null) ? 1 : 0;
		}
		return admitted;
	}

	private @Nullable Permit admit() {
		try {
			Permit permit = this.limits.admitAsKnown(partner(), API);
			permit.release();
			return permit;
		}
		catch (Refusal refusal) {
			return null;
		}
	}

	private Refusal refused(Partner partner) {
		return catchThrowableOfType(Refusal.class, () -> this.limits.admitAsKnown(partner, API));
	}

	private static Plan quota(String name, long requests, Plan.Period period) {
		return new Plan(name, null, 1, new Plan.Quota(requests, period), null);
	}

	private static Plan rate(String name, long perSecond, long burst) {
		return new Plan(name, new Plan.Rate(perSecond, TimeUnit.SECONDS.toNanos(1)), burst, null, null);
	}

	private static Plan places(String name, int concurrency) {
		return new Plan(name, null, 1, null, concurrency);
	}

}
