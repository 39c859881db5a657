package dev.gatehouse.gateway.limits;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import dev.gatehouse.gateway.partner.Partner;
import dev.gatehouse.gateway.partner.Plan;
import dev.gatehouse.gateway.problem.Refusal;
import dev.gatehouse.gateway.store.StoreSettings;
import io.lettuce.core.ScriptOutputType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Partners that were seen once and are quiet do not stay in memory, and have used what
 * they have used.
 */
@Timeout(120)
class ForgottenPartnersTests {

	private static final String API = "loans";

	private static final Plan PLAN = new Plan("standard", new Plan.Rate(1, TimeUnit.SECONDS.toNanos(1)), 10,
			new Plan.Quota(2, Plan.Period.DAY), 5,
			Map.of(API, new Plan("standard-loans", null, 1, new Plan.Quota(1, Plan.Period.MONTH), null)));

	private final AtomicLong passed = new AtomicLong();

	private final Map<String, Partner> registry = new ConcurrentHashMap<>();

	private Instant now = Instant.parse("2026-11-30T12:00:00Z");

	@Test
	void withoutAStoreOnlyWhatIsUsedOfQuotasStaysUntilTheirPeriodEnds() {
		LocalCounts counts = new LocalCounts(() -> this.now);
		Limits limits = new Limits(counts, this.registry::get, this.passed::get);
		register(100_000);
		this.registry.values().forEach((partner) -> limits.admitAsKnown(partner, API).release());
		limits.sweep();
		assertThat(limits.size()).isEqualTo(100_000);
		assertThat(counts.resting()).isZero();
		this.passed.addAndGet(TimeUnit.MINUTES.toNanos(1));
		limits.sweep();
		assertThat(limits.size()).isZero();
		assertThat(counts.resting()).isEqualTo(200_000);
		assertQuotasAreUsed(limits, partner(7));
		assertThat(counts.resting()).isEqualTo(199_998);
		this.now = this.now.plus(Duration.ofHours(12));
		this.passed.addAndGet(TimeUnit.MINUTES.toNanos(1));
		limits.sweep();
		assertThat(limits.size()).isZero();
		assertThat(counts.resting()).isZero();
	}

	@Test
	void errorDoesNotEndTheSweeping() {
		AtomicBoolean fails = new AtomicBoolean();
		Limits limits = new Limits(new LocalCounts(() -> this.now), (client) -> {
			if (fails.get()) {
				throw new StackOverflowError();
			}
			return null;
		}, this.passed::get);
		register(1);
		limits.admitAsKnown(partner(0), API).release();
		fails.set(true);
		assertThatCode(limits::sweep).doesNotThrowAnyException();
		assertThat(limits.size()).isEqualTo(1);
		fails.set(false);
		limits.sweep();
		assertThat(limits.size()).isZero();
	}

	private static void assertQuotasAreUsed(Limits limits, Partner partner) {
		assertThat(Objects.requireNonNull(limits.standing(partner).quota()).remaining()).isEqualTo(1);
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> limits.admitAsKnown(partner, API));
		limits.admitAsKnown(partner, "accounts").release();
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> limits.admitAsKnown(partner, "accounts"));
	}

	@Test
	void withAStoreWhatIsUsedOfQuotasStaysThoughItIsEmptied() {
		try (RedisServer store = new RedisServer(); SharedCounts counts = counts(store.url())) {
			Limits limits = new Limits(counts, this.registry::get, this::nanoTime);
			register(5_000);
			this.registry.values().forEach((partner) -> limits.admitAsKnown(partner, "accounts").release());
			limits.sweep();
			assertThat(limits.size()).isEqualTo(5_000);
			awaitTold(store, 5_000);
			this.passed.addAndGet(TimeUnit.MINUTES.toNanos(5));
			Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
				limits.sweep();
				return limits.size() == 0;
			});
			assertThat(counts.resting()).isEqualTo(5_000);
			store.run((redis) -> redis.flushall());
			assertThat(held(limits, counts, partner(7))).isEqualTo(2);
		}
	}

	/** Returns how often it comes in, of the two a day that it had. */
	private static int held(Limits limits, SharedCounts counts, Partner partner) {
		int used = 1;
		for (int i = 0; i < 5; i++) {
			try {
				Permit permit = limits.admit(partner, "accounts");
				if (permit == null) {
					counts.awaitNews().join();
					limits.admitAsKnown(partner, "accounts");
				}
				used++;
			}
			catch (Refusal refusal) {
				assertThat(refusal.problem().id()).isEqualTo("quota-exhausted");
			}
		}
		return used;
	}

	/**
	 * All quotas are in the store, and no node holds anything of them. Asking keeps it
	 * busy.
	 */
	private static void awaitTold(RedisServer store, long quotas) {
		String script = """
				local told = 0
				for _, key in ipairs(redis.call('KEYS', 'gatehouse:2:quota:*')) do
					for _, value in ipairs(redis.call('HVALS', key)) do
						local granted, settled = string.match(value, '^(%d+) (%d+) ')
						told = told + (granted and granted == settled and 1 or 0)
					end
				end
				return told""";
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.pollInterval(Duration.ofSeconds(1))
			.until(() -> store.<Long>run((redis) -> redis.eval(script, ScriptOutputType.INTEGER)) == quotas);
	}

	/** It is not heard of for days, and those that called in between are many. */
	@Test
	void withoutTheStoreThatItShouldHaveRatesAreForgottenToo() {
		try (SharedCounts counts = counts("redis://127.0.0.1:1")) {
			WeakReference<Count> taken = new WeakReference<>(taken(counts));
			this.passed.addAndGet(TimeUnit.MINUTES.toNanos(1));
			Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
				System.gc();
				return taken.get() == null;
			});
		}
	}

	private Count taken(SharedCounts counts) {
		Count count = counts.rate("acme", new Plan.Rate(1, TimeUnit.SECONDS.toNanos(1)), 10, null, nanoTime());
		assertThat(count.take(nanoTime())).isEqualTo(Count.OF_SHARE);
		return count;
	}

	private SharedCounts counts(String url) {
		return new SharedCounts(new StoreSettings(url), 1, new Patience(Duration.ofSeconds(5), Duration.ofSeconds(5)),
				this::nanoTime, InstantSource.system(), this.registry::values);
	}

	private long nanoTime() {
		return System.nanoTime() + this.passed.get();
	}

	private void register(int number) {
		for (int i = 0; i < number; i++) {
			this.registry.put("partner-" + i,
					new Partner("partner-" + i, true, PLAN, Set.of(), List.of(), Partner.Binding.NONE));
		}
	}

	private Partner partner(int number) {
		return Objects.requireNonNull(this.registry.get("partner-" + number));
	}

}
