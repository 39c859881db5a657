package dev.gatehouse.system.walk;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.gatehouse.system.Answer;
import dev.gatehouse.system.GatewayProcess;
import dev.gatehouse.system.Load;
import dev.gatehouse.system.Metrics;
import dev.gatehouse.system.Operator;
import dev.gatehouse.system.Partner;
import dev.gatehouse.system.local.LocalBank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What one of four gateways is told, all refuse within a second; while their store is
 * away or hangs, what was known stays in force and the others hear of the rest when it is
 * back; and a gateway that was killed knows all of it before its first answer.
 */
final class SharedRevocationsWalk {

	private static final String CLIENT = "initech-cards";

	private static final Duration A_SECOND = Duration.ofSeconds(1);

	/** After the store is back. */
	private static final Duration TOLD = Duration.ofSeconds(2);

	private static final Duration LOAD = Duration.ofSeconds(4);

	private final LocalBank bank;

	private final FourGateways gateways;

	SharedRevocationsWalk(LocalBank bank, FourGateways gateways) {
		this.bank = bank;
		this.gateways = gateways;
	}

	void walk() {
		awaitStore("reachable");
		byClient();
		byTokenId();
		byKey();
		whoWasAwayKnowsBeforeItServes();
		storeThatHangsHoldsNobodyUp();
		storeThatIsKilledTakesNothingAlong();
	}

	private void byClient() {
		everywhere("client", token(), () -> revoke(0, "client", CLIENT), () -> undo(1, "client", CLIENT));
	}

	private void byTokenId() {
		String token = token();
		everywhere("token id, by command", token, () -> this.bank.run(command("revoke", "--token-id", id(token))),
				() -> this.bank.run(command("revoke", "undo", "--token-id", id(token))));
	}

	private void byKey() {
		String token = token();
		String key = Partner.part(token, 0).path("kid").asString();
		everywhere("key", token, () -> revoke(3, "key", key), () -> undo(0, "key", key));
	}

	private void everywhere(String what, String token, Runnable revoke, Runnable undo) {
		refusedEverywhere(what, token, revoke);
		try (FirstAnswers taken = FirstAnswers.taking(this.gateways, token)) {
			undo.run();
			taken.within(A_SECOND, System.nanoTime(), "after the answer: undone by " + what);
		}
	}

	private void refusedEverywhere(String what, String token, Runnable revoke) {
		assertThat(this.gateways.refusing(token)).isEmpty();
		try (FirstAnswers refusals = FirstAnswers.refusing(this.gateways, token)) {
			revoke.run();
			refusals.within(A_SECOND, System.nanoTime(), "after the answer: revoked by " + what);
		}
	}

	private void whoWasAwayKnowsBeforeItServes() {
		String token = token();
		assertThat(this.gateways.refusing(token)).isEmpty();
		this.gateways.get(1).kill();
		revoke(0, "tokenId", id(token));
		firstAnswerIsARefusal(this.gateways.restart(1), token);
		this.gateways.get(1).awaitReady();
	}

	/** Called from before its port is open. */
	private static void firstAnswerIsARefusal(GatewayProcess gateway, String token) {
		AtomicInteger calls = new AtomicInteger();
		Answer first = await().atMost(Duration.ofMinutes(2))
			.pollInterval(Duration.ofMillis(5))
			.ignoreExceptions()
			.until(() -> call(gateway, token, calls), Objects::nonNull);
		assertThat(calls).hasValueGreaterThan(1);
		assertThat(first.expect(401).text("/reason")).isEqualTo("revoked");
	}

	private static Answer call(GatewayProcess gateway, String token, AtomicInteger calls) {
		calls.incrementAndGet();
		return Partner.readAt(gateway.url(), token, FourGateways.CARDS);
	}

	private void storeThatHangsHoldsNobodyUp() {
		String token = token();
		assertThat(this.gateways.refusing(token)).isEmpty();
		try (Load load = new Load(token(), FourGateways.CARDS)) {
			this.gateways.store().signal("STOP");
			this.gateways.all().forEach((gateway) -> load.offer(gateway.url(), 20, LOAD));
			awaitStore("away");
			long asked = System.nanoTime();
			Answer answer = this.gateways.revocations(2).revoke("tokenId", id(token));
			Duration took = Duration.ofNanos(System.nanoTime() - asked);
			System.out.println("the store hangs: revoking was answered after " + took.toMillis() + " ms");
			assertThat(took).isLessThan(LOAD);
			assertThat(answer.text("/store")).isEqualTo("away");
			assertThat(answer.json().path("kept").asBoolean()).isTrue();
			assertThat(this.gateways.refusing(token)).containsExactly(2);
			await().atMost(Duration.ofSeconds(20)).until(load::isOver);
			assertThat(load.answers().keySet()).containsExactly(200);
		}
		try (FirstAnswers refusals = FirstAnswers.refusing(this.gateways, token)) {
			long began = System.nanoTime();
			this.gateways.store().signal("CONT");
			refusals.within(TOLD, began, "after the store goes on: revoked while it hung");
		}
		awaitStore("reachable");
	}

	private void storeThatIsKilledTakesNothingAlong() {
		String before = token();
		String meanwhile = token();
		refusedEverywhere("token id", before, () -> revoke(0, "tokenId", id(before)));
		await().atMost(Duration.ofSeconds(5)).until(() -> this.gateways.kept(1).contains(id(before)));
		this.gateways.get(1).kill();
		this.gateways.store().kill();
		GatewayProcess restarted = this.gateways.restart(1);
		Operator.Output told = this.bank.tryRun(command("revoke", "--token-id", id(meanwhile)));
		assertThat(told.status()).isEqualTo(1);
		assertThat(told.text()).contains("The store is away");
		firstAnswerIsARefusal(restarted, before);
		restarted.awaitReady();
		assertThat(this.gateways.refusing(before)).containsExactly(0, 1, 2, 3);
		assertThat(this.gateways.refusing(meanwhile)).containsExactly(3);
		assertThat(this.gateways.all()).allMatch((gateway) -> age(gateway) > 1);
		try (FirstAnswers refusals = FirstAnswers.refusing(this.gateways, meanwhile)) {
			long began = System.nanoTime();
			this.gateways.store().start();
			refusals.within(TOLD, began, "after the store is started: revoked while it was away");
		}
		assertThat(this.gateways.refusing(before)).containsExactly(0, 1, 2, 3);
		await().atMost(Duration.ofSeconds(5))
			.until(() -> this.gateways.all().stream().allMatch((gateway) -> age(gateway) < 1));
	}

	/** Words of a command that is given to the last of the four. */
	private String[] command(String... words) {
		return Stream.concat(Stream.of(words), Stream.of("--management", this.gateways.get(3).management().toString()))
			.toArray(String[]::new);
	}

	private void revoke(int number, String kind, String id) {
		assertThat(this.gateways.revocations(number).revoke(kind, id).text("/store")).isEqualTo("reachable");
	}

	private void undo(int number, String kind, String id) {
		assertThat(this.gateways.revocations(number).undo(kind, id).text("/store")).isEqualTo("reachable");
	}

	private void awaitStore(String state) {
		await().atMost(Duration.ofSeconds(20))
			.until(() -> IntStream.range(0, 4)
				.allMatch((number) -> this.gateways.revocations(number).list().text("/store").equals(state)));
	}

	private static double age(GatewayProcess gateway) {
		return Metrics.sum(gateway.management(), "gatehouse_revocations_age_seconds ");
	}

	private static String id(String token) {
		return Partner.part(token, 1).path("jti").asString();
	}

	private String token() {
		return this.gateways.token(CLIENT);
	}

}
