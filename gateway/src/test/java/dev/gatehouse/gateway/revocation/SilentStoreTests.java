package dev.gatehouse.gateway.revocation;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.gatehouse.gateway.limits.RedisServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A store that hangs keeps no revocation from being in force where it is asked for. */
@Timeout(60)
class SilentStoreTests {

	private final RedisServer store = new RedisServer();

	@TempDir
	private Path folder = Path.of("");

	@AfterEach
	void close() {
		this.store.goOn();
		this.store.close();
	}

	@Test
	void revocationIsInForceAsSoonAsItIsAskedFor() {
		try (Node node = new Node(this.store.url(), null)) {
			hang(node);
			CompletableFuture<Outcome> outcome = node.keeper().change(change(true), "127.0.0.1");
			assertThat(node.refuses("acme")).isTrue();
			assertThat(outcome.join().store()).isEqualTo(Outcome.Store.AWAY);
			this.store.goOn();
			try (Node other = new Node(this.store.url(), null)) {
				Awaitility.await().until(() -> other.refuses("acme"));
			}
		}
	}

	/** None waits for those before it, and the answers come together. */
	@Test
	void manyAreInForceAsSoonAsTheyAreAskedFor() {
		try (Node node = new Node(this.store.url(), null)) {
			this.store.stop();
			long began = System.nanoTime();
			List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
			for (int i = 0; i < 8; i++) {
				outcomes.add(node.keeper().change(change("client-" + i, true), "127.0.0.1"));
			}
			Awaitility.await()
				.pollInterval(Duration.ofMillis(5))
				.atMost(Duration.ofMillis(500))
				.until(() -> IntStream.range(0, 8).allMatch((i) -> node.refuses("client-" + i)));
			assertThat(outcomes).allSatisfy((each) -> assertThat(each.join().store()).isEqualTo(Outcome.Store.AWAY));
			assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
			this.store.goOn();
			try (Node other = new Node(this.store.url(), null)) {
				Awaitility.await().until(() -> IntStream.range(0, 8).allMatch((i) -> other.refuses("client-" + i)));
			}
		}
	}

	/** Not even for the moment in which the undoing is written down. */
	@Test
	void undoingFromBeforeDoesNotInterruptARevocation() throws ManagementProblem {
		try (Node node = new Node(null, this.folder.resolve("revocations.json"))) {
			for (int i = 0; i < 100; i++) {
				node.revoke("acme");
				CompletableFuture<Outcome> undone = node.keeper().change(change(false), "127.0.0.1");
				CompletableFuture<Outcome> revoked = node.keeper().change(change(true), "127.0.0.1");
				do {
					assertThat(node.refuses("acme")).isTrue();
				}
				while (!undone.isDone() || !revoked.isDone());
				assertThat(undone.join().entry().revoked()).isFalse();
				assertThat(revoked.join().entry().revoked()).isTrue();
				assertThat(node.refuses("acme")).isTrue();
			}
		}
	}

	@Test
	void whatIsRevokedAfterItWasUndoneIsRevoked() throws ManagementProblem {
		try (Node node = new Node(this.store.url(), null)) {
			node.revoke("acme");
			hang(node);
			CompletableFuture<Outcome> undone = node.keeper().change(change(false), "127.0.0.1");
			CompletableFuture<Outcome> revoked = node.keeper().change(change(true), "127.0.0.1");
			assertThat(undone.join().entry().revoked()).isFalse();
			assertThat(revoked.join().entry().revoked()).isTrue();
			assertThat(node.refuses("acme")).isTrue();
		}
	}

	@Test
	void whatIsUndoneAfterItWasRevokedIsUndone() {
		try (Node node = new Node(this.store.url(), null)) {
			hang(node);
			CompletableFuture<Outcome> revoked = node.keeper().change(change(true), "127.0.0.1");
			CompletableFuture<Outcome> undone = node.keeper().change(change(false), "127.0.0.1");
			assertThat(revoked.join().entry().revoked()).isTrue();
			assertThat(undone.join().entry().revoked()).isFalse();
			assertThat(node.refuses("acme")).isFalse();
		}
	}

	/** What is on disk is from before the revocation. */
	@Test
	void storeThatAnswersLateIsWaitedForAtTheStart() throws ManagementProblem {
		Path file = this.folder.resolve("revocations.json");
		try (Node told = new Node(this.store.url(), null)) {
			new Node(this.store.url(), file).close();
			assertThat(file).exists();
			told.revoke("acme");
		}
		this.store.stop();
		// Later than the first attempt to connect is given up.
		Executor later = CompletableFuture.delayedExecutor(2200, TimeUnit.MILLISECONDS);
		CompletableFuture<Void> goingOn = CompletableFuture.runAsync(this.store::goOn, later);
		try (Node node = new Node(this.store.url(), file)) {
			assertThat(node.refuses("acme")).isTrue();
		}
		goingOn.join();
	}

	private void hang(Node node) {
		this.store.stop();
		Awaitility.await().until(() -> node.keeper().store() == Outcome.Store.AWAY);
	}

	private static Change change(boolean revokes) {
		return change("acme", revokes);
	}

	private static Change change(String client, boolean revokes) {
		long now = Instant.now().getEpochSecond();
		return new Change(new Subject(Kind.CLIENT, client), revokes, now, now + 3600, "tests");
	}

}
