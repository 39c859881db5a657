package dev.gatehouse.gateway.walk;

import java.time.Duration;
import java.util.stream.Stream;

import dev.gatehouse.gateway.limits.RedisServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Over HTTP a partner notices nothing of the store, whatever becomes of it. */
@ExtendWith(WatchExtension.class)
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class SharedLimitsTests {

	private static RedisServer store;

	private static Bank bank;

	@BeforeAll
	static void open() {
		store = new RedisServer();
		bank = Bank.open(Stream.of("gatehouse.store=" + store.url()));
	}

	@AfterAll
	static void close() {
		try {
			bank.close();
		}
		finally {
			store.close();
		}
	}

	@Test
	void answersSayWhatIsLeftAndRefusalsWhenToCome() {
		Answer first = bank.send(readBy("soylent-steady"));
		assertThat(first).isOk().hasField("RateLimit-Policy", "\"steady\";q=2;w=7200");
		assertThat(String.valueOf(first.header("RateLimit"))).matches("\"steady\";r=1;t=3[56]\\d\\d");
		Answer refused = firstRefusal("soylent-steady");
		assertThat(refused).isProblem(429, "rate-limited").hasField("RateLimit-Policy", "\"steady\";q=2;w=7200");
		assertThat(String.valueOf(refused.header("RateLimit"))).matches("\"steady\";r=0;t=7[12]\\d\\d");
		assertThat(firstRefusal("cyberdyne-counted")).isProblem(429, "quota-exhausted");
	}

	@Test
	void limitsSurviveARestartOfTheGateway() {
		firstRefusal("tyrell-parted");
		bank.start(Stream.of("gatehouse.store=" + store.url())).awaitReady();
		int arrivals = bank.arrivals();
		firstRefusal("tyrell-parted");
		// Two, if it had been forgotten; one, if the machine is too busy for an answer.
		assertThat(bank.arrivals() - arrivals).isLessThan(2);
	}

	private static Answer firstRefusal(String client) {
		for (int i = 0; i < 10; i++) {
			Answer answer = bank.send(readBy(client));
			if (answer.status() != 200) {
				return answer;
			}
		}
		throw new AssertionError("never refused");
	}

	@Test
	void storeThatComesAndGoesIsToldToOperatorsAlone() {
		awaitStore("reachable", 1);
		store.stop();
		awaitStore("away", 0);
		assertThat(bank.send(readBy("nakatomi-parted"))).isOk();
		assertThat(bank.gate().manage(Call.get("/actuator/health/readiness")).body()).contains("\"UP\"")
			.doesNotContain("limitStore");
		assertThat(bank.gate().manage(Call.get("/actuator/health/liveness"))).hasStatus(200);
		store.goOn();
		awaitStore("reachable", 1);
	}

	private static void awaitStore(String word, double up) {
		Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
			Answer health = bank.gate().manage(Call.get("/actuator/health"));
			assertThat(health).hasStatus(200);
			assertThat(health.body()).contains("\"store\":\"" + word + "\"");
			assertThat(bank.gate().metrics().sum("gatehouse_limit_store_up")).isEqualTo(up);
		});
	}

	private static Call readBy(String client) {
		return Call.get("/v1/accounts").token(bank.token().client(client));
	}

}
