package dev.gatehouse.gateway.binding;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.gatehouse.gateway.checklist.Checks;
import dev.gatehouse.gateway.limits.RedisServer;
import dev.gatehouse.gateway.limits.Relay;
import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import dev.gatehouse.gateway.store.StoreSettings;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Gateways that share a store refuse each other's replays, and without it take nothing.
 */
@Checks("A-80")
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class UsedProofsTests {

	private final InstantSource clock = InstantSource.system();

	private RedisServer redis;

	private ProofStore first;

	private ProofStore second;

	@BeforeEach
	void open() {
		this.redis = new RedisServer();
		this.first = store();
		this.second = store();
		awaitConnected(true);
	}

	@AfterEach
	void close() {
		this.first.close();
		this.second.close();
		this.redis.close();
	}

	private ProofStore store() {
		return store(this.redis.url());
	}

	private ProofStore store(String url) {
		ProofStore store = new ProofStore(new StoreSettings(url), Duration.ofMillis(500), Duration.ofSeconds(95),
				this.clock);
		store.start();
		return store;
	}

	private void awaitConnected(boolean connected) {
		Awaitility.await().until(() -> this.first.isConnected() == connected && this.second.isConnected() == connected);
	}

	@Test
	void proofThatWasUsedAtOneGatewayIsRefusedAtTheOther() {
		UsedProofs one = gateway(this.first);
		UsedProofs other = gateway(this.second);
		for (int i = 0; i < 100; i++) {
			ProofId id = id();
			assertThat(refusal(one, id)).isNull();
			assertReplayed(other, id);
			assertReplayed(one, id);
			assertReplayed(gateway(this.second), id);
		}
	}

	@Test
	void ofTwoGatewaysAtOnceOneTakesIt() throws Exception {
		UsedProofs one = gateway(this.first);
		UsedProofs other = gateway(this.second);
		try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
			for (int i = 0; i < 200; i++) {
				ProofId id = id();
				List<Callable<Boolean>> takes = new ArrayList<>();
				for (UsedProofs gateway : List.of(one, other, one, other)) {
					takes.add(() -> refusal(gateway, id) == null);
				}
				assertThat(threads.invokeAll(takes).stream().map(Future::resultNow).filter(Boolean::booleanValue))
					.hasSize(1);
			}
		}
	}

	@Test
	void gatewaysWithoutAStoreKnowNothingOfEachOther() {
		ProofId id = id();
		assertThat(gateway(null).take(id, "acme", this.clock.millis())).isNull();
		assertThat(gateway(null).take(id, "acme", this.clock.millis())).isNull();
	}

	@Test
	void storeForgetsAProofOnceNobodyWouldTakeIt() {
		ProofId id = id();
		assertThat(refusal(gateway(this.first), id)).isNull();
		Long life = this.redis.run((commands) -> commands.pttl("gatehouse:dpop:" + id));
		assertThat(life).isBetween(60_000L, 95_000L);
	}

	@Test
	void whileTheStoreIsAwayNothingIsTakenAndThatIsNobodysFault() {
		UsedProofs gateway = gateway(this.first);
		this.redis.kill();
		awaitConnected(false);
		Refusal refusal = Objects.requireNonNull(refusal(gateway, id()));
		assertThat(refusal.problem()).isEqualTo(Problem.IDENTITY_UNAVAILABLE);
		this.redis.start();
		awaitConnected(true);
		assertThat(refusal(gateway, id())).isNull();
	}

	@Test
	void storeThatHangsIsGivenUpInTimeAndFoundAgain() {
		UsedProofs gateway = gateway(this.first);
		this.redis.stop();
		long began = System.nanoTime();
		Refusal refusal = Objects.requireNonNull(refusal(gateway, id()));
		assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofMillis(400),
				Duration.ofSeconds(3));
		assertThat(refusal.problem()).isEqualTo(Problem.IDENTITY_UNAVAILABLE);
		this.redis.goOn();
		Awaitility.await().until(() -> refusal(gateway, id()) == null);
	}

	@Test
	void connectionThatTheNetworkForgotIsReplaced() {
		try (Relay relay = new Relay(this.redis); ProofStore far = store(relay.url())) {
			Awaitility.await().until(far::isConnected);
			for (int i = 0; i < 2; i++) {
				relay.forget();
				Awaitility.await()
					.pollInterval(Duration.ofMillis(10))
					.until(() -> relay.forgotten() == 0 && refusal(gateway(far), id()) == null);
				assertThat(relay.connections()).isEqualTo(1);
			}
		}
	}

	/** Not even one whose client's clock is ahead. */
	@Test
	void whatWasUsedBeforeTheStoreLostItsMemoryIsRefusedEverywhere() {
		UsedProofs one = gateway(this.first);
		UsedProofs other = gateway(this.second);
		long ahead = this.clock.millis() + 3000;
		ProofId soon = id();
		ProofId now = id();
		assertThat(refusal(one, now)).isNull();
		assertThat(refusal(one, soon, ahead)).isNull();
		long before = this.clock.millis();
		this.redis.run((commands) -> commands.flushall());
		awaitSince(ahead);
		for (UsedProofs gateway : List.of(other, gateway(this.first), gateway(this.second))) {
			assertTooOld(gateway, now, before);
		}
		assertTooOld(other, soon, ahead);
		try (ProofStore restarted = store()) {
			Awaitility.await().until(restarted::isConnected);
			assertTooOld(gateway(restarted), now, before);
			assertTooOld(gateway(restarted), soon, ahead);
			Awaitility.await().until(() -> refusal(gateway(restarted), id()) == null);
		}
		Awaitility.await().until(() -> refusal(one, id()) == null && refusal(other, id()) == null);
		// It does so once.
		for (int i = 0; i < 10; i++) {
			assertThat(refusal(one, id())).isNull();
			assertThat(refusal(other, id())).isNull();
		}
	}

	/** Until proofs are refused that were made up to that time. */
	private void awaitSince(long time) {
		Awaitility.await().atMost(Duration.ofSeconds(3)).until(() -> since() >= time);
	}

	private long since() {
		String since = this.redis.run((commands) -> commands.hget("gatehouse:dpop:memory", "since"));
		return (since != null) ? Long.parseLong(since) : 0;
	}

	@Test
	void gatewayThatStartsBesideAStoreThatLostItsMemoryTakesNothingFromBefore() {
		assertTooOld(gateway(this.first), id(), since() - 1);
		assertThat(refusal(gateway(this.first), id(), since())).isNull();
		this.first.close();
		this.second.close();
		this.redis.run((commands) -> commands.flushall());
		long began = this.clock.millis() / 1000 * 1000;
		try (ProofStore restarted = store()) {
			Awaitility.await().until(restarted::isConnected);
			assertTooOld(gateway(restarted), id(), since() - 1);
			assertThat(since()).isBetween(began, this.clock.millis());
			assertThat(refusal(gateway(restarted), id())).as("at once").isNull();
		}
	}

	@Test
	void storeThatFellBackToAnOlderCopyIsNoticed() {
		UsedProofs one = gateway(this.first);
		assertThat(refusal(one, id())).isNull();
		ProofId used = id();
		long issued = this.clock.millis();
		assertThat(refusal(one, used, issued)).isNull();
		this.redis.run((commands) -> {
			commands.multi();
			commands.del("gatehouse:dpop:" + used);
			commands.hset("gatehouse:dpop:memory", "taken", "1");
			return commands.exec();
		});
		awaitSince(issued);
		assertTooOld(gateway(this.second), used, issued);
		Awaitility.await().until(() -> refusal(gateway(this.second), id()) == null);
	}

	@Test
	void storeThatOnlyStoppedForgetsNothing() {
		long issued = this.clock.millis();
		assertThat(refusal(gateway(this.first), id(), issued)).isNull();
		this.redis.kill();
		awaitConnected(false);
		this.redis.start();
		awaitConnected(true);
		assertThat(refusal(gateway(this.second), id(), issued)).isNull();
	}

	@Test
	void scriptThatTheStoreForgotIsToldAgain() {
		this.redis.run((commands) -> commands.scriptFlush());
		Awaitility.await().until(() -> refusal(gateway(this.first), id()) == null);
	}

	private UsedProofs gateway(@Nullable ProofStore store) {
		return new UsedProofs(new SeenProofs(10_000, Duration.ofSeconds(60), Duration.ofSeconds(65)), store,
				Schedulers.immediate(), this.clock);
	}

	private static ProofId id() {
		return ProofId.of("key", UUID.randomUUID().toString());
	}

	private void assertReplayed(UsedProofs gateway, ProofId id) {
		Refusal refusal = Objects.requireNonNull(refusal(gateway, id));
		assertThat(refusal.check()).isEqualTo("proof-replayed");
	}

	private void assertTooOld(UsedProofs gateway, ProofId id, long issued) {
		Refusal refusal = Objects.requireNonNull(refusal(gateway, id, issued));
		assertThat(refusal.check()).isEqualTo("proof-time");
	}

	private @Nullable Refusal refusal(UsedProofs gateway, ProofId id) {
		return refusal(gateway, id, this.clock.millis());
	}

	private @Nullable Refusal refusal(UsedProofs gateway, ProofId id, long issued) {
		try {
			Mono<Void> answer = gateway.take(id, "acme", issued);
			if (answer != null) {
				answer.block();
			}
			return null;
		}
		catch (Refusal refusal) {
			return refusal;
		}
	}

}
