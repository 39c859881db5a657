package dev.gatehouse.gateway.limits;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.gatehouse.gateway.partner.Partner;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * However late the store is heard, nobody waits for it longer than for one that is near,
 * a partner has its plan once, and two seconds after all is well all is shared again.
 */
@Timeout(60)
class StoreNetworkTests {

	/**
	 * Of those that ask a store that is late most wait the 4 ms that they may, and then
	 * for a core: more than in {@link StoreFaultTests} end above 5 ms. Who waited for the
	 * store itself would be most of them.
	 */
	private static final double FEW = 0.3;

	private final RedisServer store = new RedisServer();

	private final Relay relay = new Relay(this.store);

	private final List<Node> nodes = List.of(node(), node());

	private final Partner steady = Node.partner("acme", Node.rate(100, 50));

	/** As the gateway has it. */
	private Node node() {
		return new Node(this.relay.url(), Patience.USUAL);
	}

	@BeforeEach
	void awaitBoth() {
		Awaitility.await().until(this::areBack);
	}

	@AfterEach
	void close() {
		this.nodes.forEach(Node::close);
		this.relay.close();
		this.store.close();
	}

	/**
	 * The first is believed to be there all the time, the second away. The first may be
	 * ahead of the plan by a burst and the leases at any moment.
	 */
	@ParameterizedTest
	@CsvSource({ "50, 400, 1.25", "600, 1500, 1.05" })
	void rateIsKeptWithAStoreThatAnswersLate(long shortest, long longest, double most) {
		this.relay.delay(Duration.ofMillis(shortest), Duration.ofMillis(longest));
		long began = receive(this.steady);
		awaitSince(began, 2500);
		assertThat(admittedOfPlan(began)).isBetween(0.8, most);
		assertThat(this.nodes).allSatisfy((node) -> assertThat(node.slowPart()).isLessThan(FEW));
		assertBack();
	}

	/** But for what is asked for while one of the last answers is under way. */
	@Test
	void quotaIsKeptWithAStoreThatAnswersLate() {
		this.relay.delay(Duration.ofMillis(50), Duration.ofMillis(400));
		Partner partner = Node.partner("acme", Node.quota(1000));
		receive(partner);
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.until(() -> this.nodes.stream().allMatch((node) -> isUsed(node.standing(partner).quota())));
		assertThat(this.nodes).allSatisfy((node) -> assertThat(node.slowPart()).isLessThan(FEW));
		assertBack();
		assertThat(admitted()).isBetween(980L, 1100L);
	}

	/** It has asked before the first request comes, and that one cannot wait. */
	@Test
	void quotaThatIsUsedUpIsSoForAGatewayThatBeginsBesideAStoreThatAnswersLate() {
		Partner used = Node.partner("used", Node.quota(100));
		Partner half = Node.partner("half", Node.quota(100));
		assertThat(this.nodes.getFirst().admit(half, 50)).isEqualTo(50);
		Awaitility.await()
			.until(() -> this.nodes.getFirst().admit(used, 100) + this.nodes.getLast().admit(used, 100) == 0);
		this.relay.delay(Duration.ofMillis(100), Duration.ofMillis(200));
		try (Node fresh = new Node(this.relay.url(), Patience.USUAL, 1, used, half)) {
			assertThat(fresh.admit(used, 10)).isZero();
			assertThat(fresh.admit(half, 5)).isEqualTo(5);
		}
	}

	@Test
	void connectionThatTheNetworkForgotIsReplaced() {
		receive(this.steady);
		this.relay.forget();
		Awaitility.await()
			.atMost(Duration.ofSeconds(2))
			.pollInterval(Duration.ofMillis(10))
			.until(() -> this.relay.forgotten() == 0 && areBack());
		assertThat(this.nodes).allSatisfy((node) -> assertThat(node.slowPart()).isLessThan(FEW));
		assertThat(this.relay.connections()).isEqualTo(2);
	}

	/**
	 * What a node used meanwhile it tells again and again, and it is counted once:
	 * partners who kept to their plan are not refused for it afterwards.
	 */
	@Test
	void whatAStoreHearsAndNeverAnswersIsNotOwedTwice() {
		Partner partner = Node.partner("acme", Node.rate(100, 300));
		receive(partner);
		Awaitility.await().until(() -> admitted() > 320);
		this.relay.deafen(true);
		awaitSince(System.nanoTime(), 4000);
		assertThat(this.nodes).noneMatch(Node::isUp);
		this.relay.deafen(false);
		assertBack();
		long before = admitted();
		awaitSince(System.nanoTime(), 1000);
		assertThat(admitted() - before).isGreaterThan(60);
	}

	/** The nodes tell it where the rate stood. */
	@Test
	void rateIsKeptByAStoreThatIsEmptied() {
		long began = receive(this.steady);
		for (int seconds = 1; seconds < 6; seconds++) {
			awaitSince(began, 1000 * seconds);
			this.store.run((redis) -> redis.flushall());
		}
		awaitSince(began, 6000);
		assertThat(admittedOfPlan(began)).isBetween(0.95, 1.05);
	}

	private static boolean isUsed(Standing.@Nullable Quota quota) {
		return quota != null && quota.remaining() == 0;
	}

	/** More at one of them than at the other. */
	private long receive(Partner partner) {
		this.nodes.forEach(Node::slowPart);
		long began = System.nanoTime();
		this.nodes.getFirst().receive(partner, 300);
		this.nodes.getLast().receive(partner, 150);
		return began;
	}

	private static void awaitSince(long began, int millis) {
		Awaitility.await()
			.pollInterval(Duration.ofMillis(20))
			.until(() -> System.nanoTime() - began >= TimeUnit.MILLISECONDS.toNanos(millis));
	}

	private double admittedOfPlan(long began) {
		return admitted() / (50 + 100 * (System.nanoTime() - began) / 1e9);
	}

	private long admitted() {
		return this.nodes.stream().mapToLong(Node::admitted).sum();
	}

	private boolean areBack() {
		return this.nodes.stream().allMatch((node) -> node.isUp() && node.nodes() == 2);
	}

	private void assertBack() {
		this.relay.delay(Duration.ZERO, Duration.ZERO);
		Awaitility.await().atMost(Duration.ofSeconds(2)).pollInterval(Duration.ofMillis(10)).until(this::areBack);
	}

}
