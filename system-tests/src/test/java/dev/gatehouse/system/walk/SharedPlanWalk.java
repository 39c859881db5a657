package dev.gatehouse.system.walk;

import java.time.Duration;

import dev.gatehouse.system.Bank;
import dev.gatehouse.system.GatewayProcess;
import dev.gatehouse.system.Load;
import dev.gatehouse.system.Metrics;
import dev.gatehouse.system.Partner;
import org.assertj.core.data.Percentage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Four gateways, one store and partners whose calls are spread unevenly over them: the
 * plan is the plan, while gateways are killed and the store comes and goes, and nobody
 * gets an answer of the five hundreds.
 */
final class SharedPlanWalk {

	private static final Duration LOAD = Duration.ofSeconds(8);

	private final Bank bank;

	private final FourGateways gateways;

	SharedPlanWalk(Bank bank, FourGateways gateways) {
		this.bank = bank;
		this.gateways = gateways;
	}

	void walk() {
		awaitStore(1);
		warmUp();
		rateIsThatOfThePlan();
		nobodyNoticesAStoreThatHangs();
		quotaIsThatOfThePlanThoughAGatewayIsKilled();
		quotaSurvivesTheEndOfEverything();
	}

	/** Four JVMs that have just begun are slower than the pace, and refuse what waits. */
	private void warmUp() {
		try (Load load = load("initech-cards", "cards:read", "/v1/cards")) {
			offer(load, 25, 25, 25, 25);
			awaitEnd(load, 8 * 100);
		}
	}

	private void rateIsThatOfThePlan() {
		try (Load load = load("acme-treasury", "accounts:read", "/v1/accounts")) {
			offer(load, 80, 25, 10, 5);
			awaitEnd(load, 8 * 120);
			assertThat(load.answers().keySet()).containsExactlyInAnyOrder(200, 429);
			assertThat(load.answered(200)).isCloseTo(40 + 8 * 40, Percentage.withPercentage(5));
		}
	}

	private void nobodyNoticesAStoreThatHangs() {
		try (Load load = load("initech-cards", "cards:read", "/v1/cards");
				Load paced = load("acme-treasury", "accounts:read", "/v1/accounts")) {
			offer(load, 10, 10, 10, 10);
			offer(paced, 20, 20, 20, 20);
			this.gateways.store().signal("STOP");
			awaitStore(0);
			this.gateways.store().signal("CONT");
			// Two seconds where nothing else runs; four gateways and a bank share two
			// cores here.
			await().atMost(Duration.ofSeconds(5)).until(() -> isShared(1));
			awaitEnd(load, 8 * 40);
			awaitEnd(paced, 8 * 80);
			assertThat(load.answers().keySet()).containsExactly(200);
			assertThat(paced.answers().keySet()).containsExactlyInAnyOrder(200, 429);
		}
	}

	private void quotaIsThatOfThePlanThoughAGatewayIsKilled() {
		try (Load load = load("globex-lending", "loans:read", "/v1/loans")) {
			offer(load, 60, 25, 10, 5);
			await().atMost(Duration.ofSeconds(20)).until(() -> load.answered(200) >= 100);
			this.gateways.get(1).kill();
			awaitEnd(load, 8 * 100);
			assertThat(load.answers().keySet()).contains(200, 429).isSubsetOf(200, 429, Load.NONE);
			assertThat(load.answered(200)).isBetween(396, 404);
		}
	}

	private void quotaSurvivesTheEndOfEverything() {
		this.gateways.all().forEach(GatewayProcess::kill);
		this.gateways.store().kill();
		this.gateways.store().start();
		GatewayProcess next = this.gateways.restart(0);
		next.awaitReady();
		String token = new Partner(this.bank, "globex-lending").token("loans:read");
		assertThat(Partner.readAt(next.url(), token, "/v1/loans").expect(429).problem()).isEqualTo("quota-exhausted");
	}

	private Load load(String partner, String scope, String path) {
		return new Load(new Partner(this.bank, partner).token(scope), path);
	}

	private void offer(Load load, int... perSecond) {
		for (int i = 0; i < perSecond.length; i++) {
			load.offer(this.gateways.get(i).url(), perSecond[i], LOAD);
		}
	}

	private static void awaitEnd(Load load, int calls) {
		await().atMost(Duration.ofSeconds(60)).until(() -> load.ended() == calls);
	}

	private void awaitStore(int up) {
		await().atMost(Duration.ofSeconds(20)).until(() -> isShared(up));
	}

	private boolean isShared(int up) {
		return this.gateways.all()
			.stream()
			.allMatch((gateway) -> Metrics.sum(gateway.management(), "gatehouse_limit_store_up ") == up);
	}

}
