package dev.gatehouse.gateway.limits;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.gatehouse.gateway.partner.Partner;
import dev.gatehouse.gateway.partner.Plan;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A quota is there once, whatever becomes of gateways and store before the period ends.
 */
@Timeout(90)
class SharedQuotaTests {

	private final RedisServer store = new RedisServer();

	private final List<Node> nodes = new ArrayList<>(
			Stream.generate(() -> new Node(this.store.url())).limit(4).toList());

	private final Partner partner = Node.partner("acme", Node.quota(1000));

	@AfterEach
	void close() {
		this.nodes.forEach(Node::close);
		this.store.close();
	}

	@Test
	void sumOfFourNodesIsTheQuotaUnderSkewedLoad() {
		receive(2000, 300, 50, 5);
		assertAllIsUsed(0);
	}

	@Test
	void quotaOfOneIsOneOnAllNodes() {
		Partner small = Node.partner("small", Node.quota(1));
		assertThat(this.nodes.stream().mapToInt((node) -> node.admit(small, 3)).sum()).isEqualTo(1);
	}

	@Test
	void quotaIsThereOnceThoughANodeIsKilled() throws Exception {
		Process other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx64m", "-cp", System.getProperty("java.class.path"), Node.class.getName(), this.store.url(), "acme",
				"1000")
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
		try (BufferedReader output = other.inputReader(StandardCharsets.US_ASCII);
				OutputStream input = other.getOutputStream()) {
			long admitted = 0;
			while (admitted < 200) {
				input.write('\n');
				input.flush();
				admitted = number(output);
			}
			input.write(Node.END);
			input.flush();
			admitted = number(output);
			other.destroyForcibly().waitFor();
			awaitUp();
			receive(300, 100, 100, 100);
			assertAllIsUsed(admitted);
		}
		finally {
			other.destroyForcibly();
		}
	}

	/** Lines of the log come before the numbers. */
	private static long number(BufferedReader output) throws IOException {
		while (true) {
			String line = output.readLine();
			assertThat(line).isNotNull();
			if (line.matches("\\d+")) {
				return Long.parseLong(line);
			}
		}
	}

	@Test
	void quotaSurvivesARestartOfAllGateways() {
		admit(100);
		this.nodes.forEach(Node::close);
		List<Long> before = this.nodes.stream().map(Node::admitted).toList();
		IntStream.range(0, 4).forEach((i) -> this.nodes.set(i, new Node(this.store.url())));
		receive(300, 300, 300, 300);
		assertAllIsUsed(before.stream().mapToLong(Long::longValue).sum());
	}

	/** Nobody is left to tell it but who has heard of it as it began. */
	@Test
	void gatewayThatBeginsTellsAStoreThatIsEmptiedWhatWasUsed() {
		Plan loans = new Plan("loans", null, 1, new Plan.Quota(20, Plan.Period.MONTH), null);
		Partner both = Node.partner("both",
				new Plan("standard", null, 1, new Plan.Quota(100, Plan.Period.DAY), null, Map.of(Node.API, loans)));
		assertThat(this.nodes.getFirst().admit(both, 15)).isEqualTo(15);
		this.nodes.forEach(Node::close);
		Partner quiet = Node.partner("quiet", Node.quota(10));
		try (Node fresh = new Node(this.store.url(), Node.PATIENT, 1, this.partner, both, quiet)) {
			assertThat(keysOf("quiet")).isEmpty();
			this.store.run((redis) -> redis.flushall());
			assertThat(fresh.admit(both, 20)).isEqualTo(5);
			assertThat(Objects.requireNonNull(fresh.standing(both).quota()).remaining()).isEqualTo(80);
			assertThat(fresh.admit(quiet, 20)).isEqualTo(10);
		}
	}

	private List<String> keysOf(String client) {
		return this.store.run((redis) -> redis.keys("gatehouse:2:*" + client + "*"));
	}

	@Test
	void quotaThatIsUsedIsUsedUnderAnotherPlan() {
		Partner larger = Node.partner("acme", Node.quota(1200));
		admit(100);
		this.nodes.subList(0, 2).forEach((node) -> {
			node.register(larger);
			assertThat(node.admit(larger, 100)).isEqualTo(100);
		});
		this.nodes.forEach((node) -> node.register(larger));
		assertThat(this.nodes.getFirst().admit(larger, 1000)).isBetween(590, 605);
		assertThat(this.nodes.stream().mapToInt((node) -> node.admit(this.partner, 100)).sum()).isLessThan(10);
	}

	@Test
	void quotaSurvivesAStoreThatIsKilledAndStarted() {
		admit(100);
		loseStore();
		this.store.start();
		awaitUp();
		receive(300, 300, 300, 300);
		assertAllIsUsed(0);
	}

	@Test
	void storeThatIsEmptiedIsToldWhatWasUsed() {
		admit(150);
		awaitTold(600);
		this.store.run((redis) -> redis.flushall());
		receive(300, 300, 300, 300);
		assertAllIsUsed(0);
	}

	@Test
	void storeThatComesBackEmptyIsToldWhatWasUsed() {
		admit(150);
		awaitTold(600);
		this.store.run((redis) -> redis.flushall());
		loseStore();
		this.store.start();
		awaitUp();
		receive(300, 300, 300, 300);
		assertAllIsUsed(0);
	}

	@Test
	void withoutStoreEachNodeKeepsToItsShareOfWhatIsLeft() {
		Awaitility.await().until(() -> this.nodes.stream().allMatch((node) -> node.nodes() == 4));
		admit(100);
		awaitTold(400);
		loseStore();
		assertThat(this.nodes.getFirst().admit(this.partner, 1000)).isBetween(140, 250);
		this.store.start();
		awaitUp();
		receive(300, 300, 300, 300);
		assertAllIsUsed(0);
	}

	private void admit(int each) {
		this.nodes.forEach((node) -> assertThat(node.admit(this.partner, each)).isEqualTo(each));
	}

	/** All that is used has been told, and nothing is held. */
	private void awaitTold(long used) {
		Awaitility.await()
			.untilAsserted(() -> assertThat(
					this.store.<String>run((redis) -> redis.hget(redis.keys("gatehouse:2:quota:*").getFirst(), "v")))
				.isEqualTo(used + ".000"));
	}

	private void loseStore() {
		this.store.kill();
		Awaitility.await().until(() -> this.nodes.stream().noneMatch(Node::isUp));
	}

	private void awaitUp() {
		Awaitility.await().until(() -> this.nodes.stream().allMatch(Node::isUp));
	}

	private void receive(int... perSecond) {
		for (int i = 0; i < perSecond.length; i++) {
			this.nodes.get(i).receive(this.partner, perSecond[i]);
		}
	}

	/** Within one in a hundred. */
	private void assertAllIsUsed(long elsewhere) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(admitted() + elsewhere).isGreaterThanOrEqualTo(990));
		Awaitility.await()
			.during(Duration.ofMillis(800))
			.untilAsserted(() -> assertThat(admitted() + elsewhere).isLessThanOrEqualTo(1010));
	}

	private long admitted() {
		return this.nodes.stream().mapToLong(Node::admitted).sum();
	}

}
