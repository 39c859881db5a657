package dev.gatehouse.gateway.limits;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.gatehouse.gateway.partner.Partner;
import dev.gatehouse.gateway.partner.Plan;
import dev.gatehouse.gateway.store.StoreAway;
import dev.gatehouse.gateway.store.StoreSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of a lease of which the store has not heard for too long: it may have been
 * used to the last, and its node may come back and say how much of it was.
 */
class LostLeaseTests {

	private static final int WAITING = 20;

	private final RedisServer store = new RedisServer();

	private final StoreState state = new StoreState(Duration.ofSeconds(5), 1, InstantSource.system(),
			System.nanoTime());

	private final LeaseStore connection = new LeaseStore(new StoreSettings(this.store.url()), Duration.ofSeconds(5));

	private final Lease quota = new QuotaLease("lost:1", "acme", new Plan.Quota(100, Plan.Period.DAY), this.state,
			System.nanoTime());

	private final Lease rate = new RateLease("lost:2", "acme",
			Pace.of(new Plan.Rate(100, TimeUnit.DAYS.toNanos(1)), 100), this.state, System.nanoTime());

	@BeforeEach
	void connect() throws StoreAway {
		this.connection.connect();
		exchange();
	}

	@AfterEach
	void close() {
		this.connection.close();
		this.store.close();
	}

	@Test
	void nothingThatALostNodeMayHaveAdmittedOfAQuotaIsGrantedAgain() throws StoreAway {
		use(this.quota);
		lose(this.quota, 4);
		assertThat(admitted(Node.quota(100))).isEqualTo(100 - 1 - WAITING);
	}

	@Test
	void whatALostNodeHeldOfARateIsGrantedAgain() throws StoreAway {
		use(this.rate);
		lose(this.rate, 4);
		assertThat(admitted(new Plan("slow", new Plan.Rate(100, TimeUnit.DAYS.toNanos(1)), 100, null, null)))
			.isEqualTo(100);
	}

	/** It says what it has used, and gives the rest back. */
	@Test
	void quotaOfANodeThatComesBackIsCountedOnce() throws StoreAway {
		use(this.quota);
		lose(this.quota, 4);
		assertThat(admit(Node.quota(100), 10)).isEqualTo(10);
		exchangeLeaving(this.quota);
		assertThat(admitted(Node.quota(100))).isEqualTo(100 - WAITING - 10);
	}

	@Test
	void recordOfALostLeaseOfAQuotaGoesAfterAnHour() throws StoreAway {
		use(this.quota);
		lose(this.quota, 3590);
		assertThat(admit(Node.quota(100), 1)).isEqualTo(1);
		assertThat(record(this.quota)).isNotNull();
		lose(this.quota, 3610);
		assertThat(admit(Node.quota(100), 1)).isEqualTo(1);
		assertThat(record(this.quota)).isNull();
		assertThat(admitted(Node.quota(100))).isEqualTo(100 - 1 - WAITING - 2);
	}

	/** Nothing of it is in hand, so nobody need remember it. */
	@Test
	void recordOfALostLeaseThatIsUsedUpGoesAtOnce() throws StoreAway {
		use(this.quota);
		exchangeLeaving(this.quota);
		lose(this.quota, 4);
		assertThat(admitted(Node.quota(100))).isEqualTo(100 - WAITING);
		assertThat(record(this.quota)).isNull();
	}

	/** Who comes back first to a store that was restored takes nothing of the other's. */
	@Test
	void quotaIsThereOnceThoughTheStoreIsAnOlderCopy() throws StoreAway {
		Lease second = new QuotaLease("lost:3", "acme", new Plan.Quota(100, Plan.Period.DAY), this.state,
				System.nanoTime());
		int used = use(this.quota) + use(second);
		Map<String, String> copy = this.store.run((redis) -> redis.hgetall(this.quota.key()));
		used += use(this.quota);
		exchange(this.quota);
		this.store.run((redis) -> redis.del(this.quota.key()) + redis.hset(this.quota.key(), copy));
		lose(this.quota, 4);
		lose(second, 4);
		exchangeLeaving(this.quota);
		exchangeLeaving(second);
		assertThat(admitted(Node.quota(100))).isEqualTo(100 - used);
	}

	/**
	 * So many wait, and are admitted when the store has granted them and one more.
	 * Returns how many requests were.
	 */
	private int use(Lease lease) throws StoreAway {
		int used = 0;
		for (int asked = 0; asked < WAITING;) {
			boolean asks = lease.takeOrAsk(System.nanoTime()) == Count.ASK;
			asked += asks ? 1 : 0;
			used += asks ? 0 : 1;
		}
		exchange(lease);
		for (int i = 0; i < WAITING; i++) {
			assertThat(lease.take(System.nanoTime())).isZero();
		}
		return used + WAITING;
	}

	private void exchange(Lease... leases) throws StoreAway {
		run(false, leases);
	}

	private void exchangeLeaving(Lease... leases) throws StoreAway {
		run(true, leases);
	}

	private void run(boolean leaving, Lease... leases) throws StoreAway {
		long now = System.nanoTime();
		List<Report> reports = List.of(leases).stream().map((lease) -> lease.report(now, leaving)).toList();
		Exchange.run(this.connection, this.state, "lost", reports, now, leaving);
	}

	/** Has the store last have heard of it so long ago. */
	private void lose(Lease lease, int seconds) {
		this.store.run((redis) -> {
			String[] record = redis.hget(lease.key(), lease.id()).split(" ");
			double now = Double.parseDouble(redis.hget("gatehouse:2:clock", "now"));
			return redis.hset(lease.key(), Map.of(lease.id(), String.join(" ", record[0], record[1], record[2],
					String.format(Locale.ROOT, "%.3f", now - seconds * 1e6))));
		});
	}

	private String record(Lease lease) {
		return this.store.<String>run((redis) -> redis.hget(lease.key(), lease.id()));
	}

	private int admitted(Plan plan) {
		return admit(plan, 200);
	}

	private int admit(Plan plan, int requests) {
		Partner acme = Node.partner("acme", plan);
		try (Node other = new Node(this.store.url())) {
			return other.admit(acme, requests);
		}
	}

}
