package dev.gatehouse.gateway.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What could not be done with a file that is done is tried again, but not at once. */
@Timeout(30)
class DoneFilesTests {

	@TempDir
	private Path folder = Path.of("");

	@TempDir
	private Path elsewhere = Path.of("");

	private final AtomicLong nanos = new AtomicLong();

	@Test
	void whatFailedIsTriedAgainAMinuteLater() throws Exception {
		Files.writeString(this.folder.resolve("audit-2026-11-20.jsonl"), "done");
		Files.writeString(this.folder.resolve("audit-2026-11-21.jsonl"), "the newest");
		// In the way of the file that it is compressed to.
		Path obstacle = Files.createDirectory(this.folder.resolve("audit-2026-11-20.jsonl.gz.tmp"));
		Path within = Files.writeString(obstacle.resolve("x"), "x");
		Path done = this.folder.resolve("audit-2026-11-20.jsonl.gz");
		try (DoneFiles files = new DoneFiles(new Compression(this.folder), retention(null), this.nanos::get)) {
			files.look();
			Awaitility.await().until(files::hasFailed);
			Files.delete(within);
			Files.delete(obstacle);
			this.nanos.addAndGet(Duration.ofSeconds(59).toNanos());
			files.lookAgain();
			Awaitility.await().during(Duration.ofMillis(300)).until(() -> !Files.exists(done));
			this.nanos.addAndGet(Duration.ofSeconds(1).toNanos());
			files.lookAgain();
			Awaitility.await().until(() -> !files.hasFailed());
		}
		assertThat(done).exists();
	}

	@Test
	void whatCouldNotBeRemovedIsTriedAgainToo() throws Exception {
		Path doubtful = Files.writeString(this.folder.resolve("audit-2026-11-01.jsonl"), "no record");
		Files.writeString(this.folder.resolve("audit-2026-11-21.jsonl"), "the newest");
		try (DoneFiles files = new DoneFiles(new Compression(this.elsewhere), retention(Duration.ofDays(1)),
				this.nanos::get)) {
			files.look();
			Awaitility.await().until(files::hasFailed);
			assertThat(doubtful).exists();
			Files.delete(doubtful);
			this.nanos.addAndGet(Duration.ofMinutes(1).toNanos());
			files.lookAgain();
			Awaitility.await().until(() -> !files.hasFailed());
		}
	}

	private Retention retention(@Nullable Duration keep) throws IOException {
		AuditWriter writer = new AuditWriter(this.elsewhere, 65536, false, InstantSource.fixed(AuditEntries.NOON),
				null);
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		AuditLoop loop = new AuditLoop(new AuditQueue(), meters.counter("written"),
				new AuditLosses(meters.counter("lost")), writer);
		return new Retention(this.folder, keep, InstantSource.fixed(AuditEntries.NOON), loop, null);
	}

}
