package dev.gatehouse.gateway.record;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Whatever goes wrong while records are written, it is either tried again or known to be
 * over: no gateway takes its record for well while nothing is written.
 */
@Timeout(30)
@SuppressWarnings("NullAway.Init")
class AuditLoopTests {

	@TempDir
	private Path folder;

	private final AuditQueue queue = new AuditQueue();

	private final AtomicReference<@Nullable Throwable> trouble = new AtomicReference<>();

	private AuditLoop loop;

	private Thread thread;

	@BeforeEach
	void start() throws IOException {
		this.loop = new AuditLoop(this.queue, new TroubledCounter(this.trouble),
				new AuditLosses(new SimpleMeterRegistry().counter("lost")),
				new AuditWriter(this.folder, 65536, false, InstantSource.fixed(AuditEntries.NOON), null));
		this.thread = Thread.ofPlatform().unstarted(this.loop);
		this.thread.setUncaughtExceptionHandler((thread, ex) -> {
		});
		this.thread.start();
	}

	@Test
	void loopGoesOnAfterWhatNobodyExpected() throws Exception {
		this.trouble.set(new IllegalStateException("on purpose"));
		this.queue.add(AuditEntries.allowed("1"));
		Awaitility.await().until(this.loop::isFailing);
		this.trouble.set(null);
		this.queue.add(AuditEntries.allowed("2"));
		Awaitility.await().until(() -> !this.loop.isFailing());
		end();
		assertThat(this.loop.isComplete()).isTrue();
		new AuditFolder(this.folder).assertChain(2);
	}

	@Test
	void loopThatHasDiedIsFailing() throws Exception {
		this.trouble.set(new LinkageError("on purpose"));
		this.queue.add(AuditEntries.allowed("1"));
		this.thread.join();
		assertThat(this.loop.isFailing()).isTrue();
		assertThat(this.loop.isComplete()).isFalse();
		assertThatIOException().isThrownBy(() -> this.loop.tell(new Expiry("audit-2026-11-20.jsonl", AuditHead.NONE)));
	}

	@Test
	void endOfTheLoopIsNoFailure() throws Exception {
		end();
		assertThat(this.loop.isFailing()).isFalse();
		assertThat(this.loop.isComplete()).isTrue();
	}

	@Test
	void removalIsSaidInTheChain() throws Exception {
		AuditHead told = this.loop.tell(new Expiry("audit-2026-11-20.jsonl", AuditHead.NONE));
		end();
		assertThat(new AuditFolder(this.folder).records()).singleElement()
			.satisfies((record) -> assertThat(record.get("hash").asString()).isEqualTo(told.hash()));
	}

	private void end() throws InterruptedException {
		this.loop.end();
		this.thread.join();
	}

	/** Fails as often as there is something to fail with. */
	private record TroubledCounter(AtomicReference<@Nullable Throwable> trouble) implements Counter {

		@Override
		public void increment(double amount) {
			switch (this.trouble.get()) {
				case null -> {
				}
				case RuntimeException ex -> throw ex;
				case Error ex -> throw ex;
				default -> throw new AssertionError();
			}
		}

		@Override
		public double count() {
			return 0;
		}

		@Override
		public Meter.Id getId() {
			throw new UnsupportedOperationException();
		}

	}

}
