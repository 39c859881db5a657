package dev.gatehouse.system.walk;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.gatehouse.system.GatewayProcess;
import dev.gatehouse.system.Load;
import dev.gatehouse.system.Partner;
import dev.gatehouse.system.StoreProcess;
import dev.gatehouse.system.StoreRelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Partners call four gateways without a pause while their store is slow, only reads,
 * forgets all, hangs, is not heard, lies and is no store at all: nobody notices, and the
 * sums stay those of the plans.
 */
final class StoreFaultWalk implements AutoCloseable {

	private static final Duration LONGEST = Duration.ofMinutes(3);

	private static final String ACCOUNTS = "/v1/accounts";

	/** Of the paced partner. */
	private static final int PER_SECOND = 40;

	private static final int BURST = 40;

	/** Of the paced partner, in two seconds. */
	private static final int CALLS = 160;

	/**
	 * Two seconds where nothing else runs; four gateways and a bank share two cores here.
	 */
	private static final Duration SOON = Duration.ofSeconds(5);

	private static final Pattern NUMBER = Pattern.compile("(?m)(?<=^:)\\d+");

	private static final List<String> NONSENSE = List.of("0", "-1", "1", "40", "1000000", "9223372036854775807");

	private final FourGateways gateways;

	private final StoreProcess store;

	private final StoreRelay relay;

	private final Load open;

	private final Load paced;

	private final Load counted;

	StoreFaultWalk(FourGateways gateways) {
		this.gateways = gateways;
		this.store = gateways.store();
		this.relay = gateways.relay();
		this.open = gateways.load("initech-cards", FourGateways.CARDS);
		this.paced = gateways.load("acme-treasury", ACCOUNTS);
		this.counted = gateways.load("umbrella-frozen", ACCOUNTS);
	}

	void walk() {
		this.gateways.offer(this.open, LONGEST, 10, 10, 10, 10);
		this.gateways.offer(this.paced, LONGEST, 20, 20, 20, 20);
		this.gateways.offer(this.counted, LONGEST, 1, 1, 1, 1);
		await().until(() -> this.paced.answered(429) > BURST);
		int before = this.paced.answered(200);
		long began = System.nanoTime();
		during("is slow", false, () -> this.relay.delay(Duration.ofMillis(50), Duration.ofMillis(400)),
				this.relay::pass);
		during("forgets", false, () -> this.store.run("FLUSHALL"), () -> this.store.run("FLUSHALL"));
		during("only reads", true, () -> this.store.run("REPLICAOF 127.0.0.1 1"),
				() -> this.store.run("REPLICAOF NO ONE"));
		during("hangs", true, () -> this.store.signal("STOP"), () -> this.store.signal("CONT"));
		during("is not heard", true, this.relay::swallow, this.relay::pass);
		during("lies", true, () -> this.relay.answer(StoreFaultWalk::bent), this.relay::pass);
		during("is none", true, () -> this.relay.answer((answer) -> "HTTP/1.1 400 Bad Request\r\n\r\n"),
				this.relay::pass);
		awaitCalls();
		double plan = seconds(began) * PER_SECOND;
		int sum = this.paced.answered(200) - before;
		System.out.println("while the store came and went: " + sum + " of " + Math.round(plan));
		// Less, because what a node was granted and never heard of is nobody's for a
		// while; more by a burst and the leases, as at any moment.
		assertThat((double) sum).isBetween(0.85 * plan, 1.05 * plan + 3 * BURST / 2.0);
		quotaIsThatOfThePlan();
		quotaSurvivesTheEndOfEverything();
	}

	/**
	 * Each node has its part of what the bucket held when the store was last heard, and
	 * of what comes back, and may use the lease that it has in hand: so the sum is off by
	 * a burst and the leases, half a burst, at most. What is too much is paid back later.
	 */
	private void during(String what, boolean away, Runnable begin, Runnable end) {
		int before = this.paced.answered(200);
		long began = System.nanoTime();
		begin.run();
		if (away) {
			await(what).atMost(SOON).until(() -> this.gateways.tell(false));
		}
		awaitCalls();
		assertThat(!away || this.gateways.tell(false)).as(what).isTrue();
		int sum = this.paced.answered(200) - before;
		long plan = Math.round(seconds(began) * PER_SECOND);
		end.run();
		long back = System.nanoTime();
		await(what).atMost(SOON).pollInterval(Duration.ofMillis(20)).until(() -> this.gateways.tell(true));
		System.out.printf("while the store %s: %d of %d, shared again after %.1f s%n", what, sum, plan, seconds(back));
		assertThat(sum).as(what).isBetween((int) plan - 3 * BURST / 2, (int) plan + 3 * BURST / 2);
		assertThat(this.open.answers().keySet()).as(what).containsExactly(200);
		assertThat(this.counted.answers().keySet()).as(what).containsExactly(200);
		assertThat(this.paced.answers().keySet()).as(what).containsExactlyInAnyOrder(200, 429);
	}

	private void awaitCalls() {
		int called = this.paced.ended();
		await().atMost(Duration.ofSeconds(20)).until(() -> this.paced.ended() >= called + CALLS);
	}

	private static double seconds(long began) {
		return (System.nanoTime() - began) / 1e9;
	}

	private static String bent(String answer) {
		return NUMBER.matcher(answer)
			.replaceAll((number) -> NONSENSE.get(ThreadLocalRandom.current().nextInt(NONSENSE.size())));
	}

	/** The rest of it comes after the faults: no share was used up meanwhile. */
	private void quotaIsThatOfThePlan() {
		this.counted.stop();
		await().until(this.counted::isOver);
		try (Load rest = this.gateways.load("umbrella-frozen", ACCOUNTS)) {
			this.gateways.offer(rest, LONGEST, 100, 50, 40, 10);
			await().atMost(Duration.ofSeconds(30)).until(() -> rest.answered(429) >= 100);
			rest.stop();
			await().until(rest::isOver);
			assertThat(rest.answers().keySet()).containsExactlyInAnyOrder(200, 429);
			assertThat(this.counted.answered(200) + rest.answered(200)).isBetween(990, 1010);
		}
	}

	private void quotaSurvivesTheEndOfEverything() {
		close();
		useUp();
		// Otherwise a busy disk may keep it two seconds behind what it has answered.
		this.store.run("CONFIG SET appendfsync always");
		this.gateways.all().forEach(GatewayProcess::kill);
		this.store.kill();
		this.store.start();
		GatewayProcess next = this.gateways.restart(0);
		next.awaitReady();
		String token = this.gateways.token("umbrella-frozen");
		assertThat(Partner.readAt(next.url(), token, ACCOUNTS).expect(429).problem()).isEqualTo("quota-exhausted");
	}

	/**
	 * What one of them still held. Each is asked twice, because one may give something
	 * back after the others were asked.
	 */
	private void useUp() {
		String token = this.gateways.token("umbrella-frozen");
		await().until(() -> {
			List<GatewayProcess> all = this.gateways.all();
			return Stream.concat(all.stream(), all.stream())
				.allMatch((gateway) -> Partner.readAt(gateway.url(), token, ACCOUNTS).status() == 429);
		});
	}

	@Override
	public void close() {
		this.open.close();
		this.paced.close();
		this.counted.close();
	}

}
