package dev.gatehouse.gateway.limits;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.gatehouse.gateway.partner.Partner;
import dev.gatehouse.gateway.partner.Plan;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** However requests are spread over gateways, a partner has its rate once. */
@Timeout(60)
class SharedRateTests {

	private final RedisServer store = new RedisServer();

	private final List<Node> nodes = new ArrayList<>(
			Stream.generate(() -> new Node(this.store.url())).limit(4).toList());

	@AfterEach
	void close() {
		this.nodes.forEach(Node::close);
		this.store.close();
	}

	@Test
	void sumOfFourNodesIsThePlanUnderSkewedLoad() {
		awaitNodes(4);
		Partner partner = Node.partner("acme", Node.rate(100, 100));
		long began = System.nanoTime();
		receive(partner, 400, 100, 20, 5);
		assertPlan(began, 0, 100, 100, 4);
	}

	@Test
	void nodeThatJoinsAndLeavesBringsNothingAndTakesNothing() {
		awaitNodes(4);
		Partner partner = Node.partner("acme", Node.rate(100, 100));
		long began = System.nanoTime();
		receive(partner, 200, 100, 100, 100);
		Awaitility.await().until(() -> admitted() > 200);
		Node joined = new Node(this.store.url());
		joined.receive(partner, 300);
		this.nodes.add(joined);
		Awaitility.await().until(() -> admitted() > 300);
		this.nodes.getFirst().close();
		assertPlan(began, 0, 100, 100, 5);
	}

	@Test
	void burstIsThereOnceAndWholeWhereverItIsSpent() {
		awaitNodes(4);
		Partner here = Node.partner("here", Node.rate(1, 200));
		assertThat(this.nodes.getFirst().admit(here, 400)).isBetween(200, 202);
		Partner everywhere = Node.partner("everywhere", Node.rate(1, 200));
		int sum = this.nodes.stream().parallel().mapToInt((node) -> node.admit(everywhere, 400)).sum();
		assertThat(sum).isBetween(190, 204);
	}

	@Test
	void burstOfOneIsOneOnAllNodes() {
		awaitNodes(4);
		Partner partner = Node.partner("acme",
				new Plan("slow", new Plan.Rate(1, TimeUnit.HOURS.toNanos(1)), 1, null, null));
		assertThat(this.nodes.stream().mapToInt((node) -> node.admit(partner, 3)).sum()).isEqualTo(1);
	}

	@Test
	void whatIsHeldAndNotUsedGoesBack() {
		awaitNodes(4);
		Partner partner = Node.partner("acme", Node.rate(1, 100));
		this.nodes.forEach((node) -> assertThat(node.admit(partner, 5)).isEqualTo(5));
		Awaitility.await().until(() -> this.store.held("gatehouse:2:rate:acme") == 0);
		assertThat(this.nodes.getFirst().admit(partner, 200)).isBetween(80, 90);
	}

	@Test
	void refusalSaysWhenToComeAgainAndTheAnswerWhatIsLeft() {
		awaitNodes(4);
		Partner partner = Node.partner("acme", Node.rate(1, 10));
		Permit permit = Objects.requireNonNull(this.nodes.getFirst().admit(partner));
		assertThat(permit.left()).matches("\"standard\";r=9;t=[12]");
		assertThat(permit.policy()).isEqualTo("\"standard\";q=10;w=10");
	}

	@Test
	void stepOfTheStoresClockOpensNothing() {
		awaitNodes(4);
		Partner partner = Node.partner("acme", Node.rate(1, 50));
		assertThat(this.nodes.getFirst().admit(partner, 100)).isBetween(50, 51);
		// As if the clock had been set an hour forward since the last exchange.
		this.store.run((redis) -> {
			long wall = Long.parseLong(redis.hget("gatehouse:2:clock", "wall").replaceFirst("\\..*", ""));
			return redis.hset("gatehouse:2:clock", "wall", Long.toString(wall - TimeUnit.HOURS.toMicros(1)));
		});
		assertThat(this.nodes.stream().mapToInt((node) -> node.admit(partner, 100)).sum()).isLessThan(5);
	}

	/** Also while one node has read the new plan already and the other has not. */
	@Test
	void bucketIsAsFullUnderAnotherPlanAsItWasOnAnyNode() {
		awaitNodes(4);
		Partner before = Node.partner("acme", Node.rate(1, 1000));
		Partner after = Node.partner("acme", Node.rate(1, 100));
		assertThat(this.nodes.getFirst().admit(before, 500)).isEqualTo(500);
		Awaitility.await().until(() -> this.store.held("gatehouse:2:rate:acme") == 0);
		this.nodes.get(1).register(after);
		assertThat(this.nodes.get(1).admit(after, 25)).isEqualTo(25);
		Awaitility.await().until(() -> this.store.held("gatehouse:2:rate:acme") == 0);
		this.nodes.getFirst().register(after);
		assertThat(this.nodes.getFirst().admit(after, 100)).isBetween(22, 35);
		assertThat(this.nodes.getFirst().admit(before, 100)).isLessThan(5);
	}

	private void receive(Partner partner, int... perSecond) {
		for (int i = 0; i < perSecond.length; i++) {
			this.nodes.get(i).receive(partner, perSecond[i]);
		}
	}

	private void awaitNodes(int number) {
		Awaitility.await().until(() -> this.nodes.stream().allMatch((node) -> node.isUp() && node.nodes() == number));
	}

	private long admitted() {
		return this.nodes.stream().mapToLong(Node::admitted).sum();
	}

	private void assertPlan(long began, long before, int perSecond, int burst, int seconds) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.pollInterval(Duration.ofMillis(20))
			.until(() -> System.nanoTime() - began >= TimeUnit.SECONDS.toNanos(seconds));
		double plan = burst + perSecond * (System.nanoTime() - began) / 1e9;
		assertThat((admitted() - before) / plan).isBetween(0.95, 1.05);
	}

}
