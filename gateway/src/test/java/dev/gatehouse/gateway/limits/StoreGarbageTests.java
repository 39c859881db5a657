package dev.gatehouse.gateway.limits;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.gatehouse.gateway.partner.Partner;
import dev.gatehouse.gateway.partner.Plan;
import io.lettuce.core.api.sync.RedisCommands;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

/**
 * What stands in the store and was not written by the script spoils nothing but itself:
 * the limit it stood in is told anew by who remembers it, and the others go on. Each test
 * has a store of its own and waits most of its time.
 */
@Timeout(60)
class StoreGarbageTests {

	private static final String CLOCK = "gatehouse:2:clock";

	private static final String NODES = "gatehouse:2:nodes";

	private static final String RATE = "gatehouse:2:rate:acme";

	private final RedisServer store = new RedisServer();

	private final Node node = new Node(this.store.url());

	private final Partner acme = Node.partner("acme", new Plan("both", new Plan.Rate(10, TimeUnit.HOURS.toNanos(1)),
			100, new Plan.Quota(1000, Plan.Period.DAY), null));

	private final Partner globex = Node.partner("globex",
			new Plan("other", null, 1, new Plan.Quota(1000, Plan.Period.DAY), null));

	@AfterEach
	void close() {
		this.node.close();
		this.store.close();
	}

	/** What may be done to the key of a limit. */
	static Stream<Object> spoilings() {
		return Stream.of(spoiling("another type", (redis, key) -> {
			redis.del(key);
			redis.set(key, "garbage");
		}), spoiling("a list", (redis, key) -> {
			redis.del(key);
			redis.rpush(key, "1", "2");
		}), spoiling("other fields", (redis, key) -> {
			redis.del(key);
			redis.hset(key, Map.of("a", "b", "c", ""));
		}), spoiling("no v", (redis, key) -> redis.hdel(key, "v")), spoiling("v is no number", set("v", "garbage")),
				spoiling("v is nan", set("v", "nan")), spoiling("v is infinite", set("v", "inf")),
				spoiling("v is negative", set("v", "-5")), spoiling("v is too large", set("v", "1e300")),
				spoiling("span is no number", set("span", "x")), spoiling("span is nothing", set("span", "0")),
				spoiling("records are garbage", records("garbage")), spoiling("records are empty", records("")),
				spoiling("records of an older form", records("5 5 0")),
				spoiling("records of a newer form", records("5 5 0 1 7")),
				spoiling("records of no numbers", records("a b c d")),
				spoiling("records of nan", records("nan nan nan nan")),
				spoiling("records of more than was granted", records("999999 5 0 1")),
				spoiling("records of more used than granted", records("5 999999 0 1")),
				spoiling("records from the future", records("5 5 0 7258118399999999")),
				spoiling("nothing at all", RedisCommands::del));
	}

	@FunctionalInterface
	interface Spoiling {

		void spoil(RedisCommands<String, String> redis, String key);

	}

	private static Object spoiling(String name, Spoiling spoiling) {
		return named(name, spoiling);
	}

	private static Spoiling set(String field, String value) {
		return (redis, key) -> redis.hset(key, field, value);
	}

	private static Spoiling records(String value) {
		return (redis, key) -> redis.hkeys(key)
			.stream()
			.filter((field) -> !field.equals("v") && !field.equals("span"))
			.forEach((field) -> redis.hset(key, field, value));
	}

	@Execution(ExecutionMode.CONCURRENT)
	@ParameterizedTest
	@MethodSource("spoilings")
	void limitThatIsUnreadableIsToldAnewAndTheOthersGoOn(Spoiling spoiling) {
		use();
		String quota = key("gatehouse:2:quota:acme:*");
		run((redis) -> {
			spoiling.spoil(redis, quota);
			spoiling.spoil(redis, RATE);
		});
		assertThat(this.node.admit(this.acme, 10)).isEqualTo(10);
		assertThat(this.node.admit(this.globex, 10)).isEqualTo(10);
		Awaitility.await().untilAsserted(() -> {
			assertThat(number(quota, "v")).isEqualTo(40);
			assertThat(number(key("gatehouse:2:quota:globex:*"), "v")).isEqualTo(40);
		});
		assertThat(this.node.isUp()).isTrue();
		assertThat(this.node.admit(this.acme, 100)).isBetween(59, 61);
	}

	@Execution(ExecutionMode.CONCURRENT)
	@ParameterizedTest
	@ValueSource(strings = { "garbage", "nan", "-1", "1e300", "", "0" })
	void clockThatIsUnreadableIsSetByTheNode(String value) {
		use();
		run((redis) -> redis.hset(CLOCK, Map.of("now", value, "wall", value, "born", value)));
		assertAllGoOn();
	}

	/** On that day nobody has used anything. */
	@Test
	void clockOfAnotherCenturyIsSetByTheNode() {
		use();
		run((redis) -> redis.hset(CLOCK, "now", "1"));
		assertAllGoOn();
	}

	@Test
	void clockOfAnotherTypeIsSetByTheNode() {
		use();
		run((redis) -> {
			redis.del(CLOCK);
			redis.set(CLOCK, "garbage");
		});
		assertAllGoOn();
	}

	@Test
	void nodesThatAreUnreadableAreForgotten() {
		use();
		run((redis) -> redis.hset(NODES, Map.of("a", "garbage", "b", "", "c", "nan", "d", "7258118399999999")));
		assertAllGoOn();
		Awaitility.await().until(() -> this.node.nodes() == 1);
	}

	@Test
	void nodesOfAnotherTypeAreCountedAnew() {
		use();
		run((redis) -> {
			redis.del(NODES);
			redis.set(NODES, "garbage");
		});
		assertAllGoOn();
		assertThat(this.node.nodes()).isEqualTo(1);
	}

	/**
	 * It is asked more than once: an exchange that fails makes the node one without a
	 * store.
	 */
	private void assertAllGoOn() {
		Awaitility.await()
			.during(Duration.ofSeconds(1))
			.atMost(Duration.ofSeconds(5))
			.until(() -> this.node.isUp() && this.node.admit(this.globex, 1) == 1);
		assertThat(this.node.admit(this.acme, 100)).isBetween(69, 71);
	}

	private void use() {
		Awaitility.await().until(this.node::isUp);
		assertThat(this.node.admit(this.acme, 30)).isEqualTo(30);
		assertThat(this.node.admit(this.globex, 30)).isEqualTo(30);
		Awaitility.await()
			.until(() -> number(key("gatehouse:2:quota:acme:*"), "v") == 30
					&& number(key("gatehouse:2:quota:globex:*"), "v") == 30 && this.store.held(RATE) == 0);
	}

	private String key(String pattern) {
		return this.store.<String>run((redis) -> redis.keys(pattern).getFirst());
	}

	private double number(String key, String field) {
		return this.store.<Double>run((redis) -> {
			String value = redis.type(key).equals("hash") ? redis.hget(key, field) : null;
			return (value != null && value.matches("[0-9.]+")) ? Double.parseDouble(value) : -1.0;
		});
	}

	private void run(Consumer<RedisCommands<String, String>> commands) {
		this.store.run((redis) -> {
			commands.accept(redis);
			return true;
		});
	}

}
