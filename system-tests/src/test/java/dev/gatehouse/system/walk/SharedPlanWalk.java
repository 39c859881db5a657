package dev.gatehouse.system.walk;

import java.time.Duration;

import dev.gatehouse.system.GatewayProcess;
import dev.gatehouse.system.Load;
import org.assertj.core.data.Percentage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Four gateways, one store and partners whose calls are spread unevenly over them: the
 * plan is the plan, also while a gateway is killed and while it joins again, and nobody
 * gets an answer of the five hundreds.
 */
final class SharedPlanWalk {

	private static final Duration LOAD = Duration.ofSeconds(8);

	private static final String LOANS = "/v1/loans";

	private static final Duration LONGEST = Duration.ofMinutes(3);

	private final FourGateways gateways;

	SharedPlanWalk(FourGateways gateways) {
		this.gateways = gateways;
	}

	void walk() {
		await().atMost(Duration.ofSeconds(20)).until(() -> this.gateways.tell(true));
		warmUp();
		rateIsThatOfThePlan();
		planIsKeptThoughAGatewayIsKilledAndJoinsAgain();
	}

	/** Four JVMs that have just begun are slower than the pace, and refuse what waits. */
	private void warmUp() {
		try (Load load = this.gateways.load("initech-cards", FourGateways.CARDS)) {
			this.gateways.offer(load, LOAD, 25, 25, 25, 25);
			awaitEnd(load);
		}
	}

	private void warmUp(GatewayProcess joining) {
		try (Load load = this.gateways.load("initech-cards", FourGateways.CARDS)) {
			load.offer(joining.url(), 50, Duration.ofSeconds(2));
			awaitEnd(load);
		}
	}

	private void rateIsThatOfThePlan() {
		try (Load load = this.gateways.load("acme-treasury", "/v1/accounts")) {
			this.gateways.offer(load, LOAD, 80, 25, 10, 5);
			awaitEnd(load);
			assertThat(load.answers().keySet()).containsExactlyInAnyOrder(200, 429);
			assertThat(load.answered(200)).isCloseTo(40 + 8 * 40, Percentage.withPercentage(5));
		}
	}

	/**
	 * Of the quota what has reached the service counts, whether or not the killed gateway
	 * has answered it.
	 */
	private void planIsKeptThoughAGatewayIsKilledAndJoinsAgain() {
		try (Load paced = this.gateways.load("acme-treasury", "/v1/accounts");
				Load counted = this.gateways.load("globex-lending", LOANS)) {
			this.gateways.offer(paced, LONGEST, 60, 40, 10, 5);
			await().until(() -> paced.answered(429) > 40);
			int before = paced.answered(200);
			long began = System.nanoTime();
			this.gateways.offer(counted, LONGEST, 60, 25, 10, 5);
			awaitAdmitted(counted, 100);
			this.gateways.get(1).kill();
			GatewayProcess joining = this.gateways.restart(1);
			joining.awaitReady();
			warmUp(joining);
			paced.offer(joining.url(), 60, LONGEST);
			counted.offer(joining.url(), 25, LONGEST);
			awaitAdmitted(paced, paced.answered(200) + 3 * 40);
			double plan = (System.nanoTime() - began) * 40 / 1e9;
			int sum = paced.answered(200) - before;
			System.out.println("while a gateway was killed and joined: " + sum + " of " + Math.round(plan));
			assertThat((double) sum).isCloseTo(plan, Percentage.withPercentage(5));
			await().atMost(Duration.ofSeconds(20)).until(() -> this.gateways.service().calls(LOANS) >= 396);
			paced.stop();
			counted.stop();
			awaitEnd(paced);
			awaitEnd(counted);
			assertThat(paced.answers().keySet()).isSubsetOf(200, 429, Load.NONE);
			assertThat(counted.answers().keySet()).contains(429).isSubsetOf(200, 429, Load.NONE);
			assertThat(this.gateways.service().calls(LOANS)).isBetween(396, 404);
		}
	}

	private static void awaitAdmitted(Load load, int calls) {
		await().atMost(Duration.ofSeconds(20)).until(() -> load.answered(200) >= calls);
	}

	private static void awaitEnd(Load load) {
		await().atMost(Duration.ofSeconds(60)).until(load::isOver);
	}

}
