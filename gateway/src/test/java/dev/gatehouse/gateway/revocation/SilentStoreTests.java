package dev.gatehouse.gateway.revocation;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

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
		long now = Instant.now().getEpochSecond();
		return new Change(new Subject(Kind.CLIENT, "acme"), revokes, now, now + 3600, "tests");
	}

}
