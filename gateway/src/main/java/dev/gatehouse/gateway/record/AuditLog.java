package dev.gatehouse.gateway.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import dev.gatehouse.gateway.settings.InvalidSetting;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit record. A request hands its entry over and goes on; a thread writes it. What
 * cannot be written waits, up to a bound; beyond that it is lost, counted, and the chain
 * says how many are missing. Whoever asks first may refuse the request instead.
 */
final class AuditLog implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(AuditLog.class);

	private final boolean refusing;

	private final AuditQueue queue = new AuditQueue();

	private final AuditLosses losses;

	private final FolderLock lock;

	private final AuditLoop loop;

	private final AuditUpkeep upkeep;

	private final @Nullable SyslogExport export;

	private final Thread thread;

	private final LongAdder underWay = new LongAdder();

	private volatile boolean closing;

	/**
	 * Opens the folder and finds the end of the chain that an earlier run left there.
	 * @param connector where the records are sent, too; null: nowhere
	 * @throws InvalidSetting if the folder cannot be written, or is another gateway's
	 */
	AuditLog(RecordSettings.Audit settings, MeterRegistry meters, InstantSource clock,
			@Nullable SyslogConnector connector) {
		Path folder = settings.folder();
		Checkpoints checkpoints = checkpoints(settings, clock);
		this.refusing = settings.whenFull() == RecordSettings.WhenFull.REFUSE;
		this.losses = new AuditLosses(meters.counter("gatehouse.audit.dropped"));
		this.export = (connector != null) ? new SyslogExport(connector, SyslogFrames.ofThisProcess(),
				meters.counter("gatehouse.audit.exported"), meters.counter("gatehouse.audit.export.dropped")) : null;
		this.lock = lock(folder);
		AuditWriter writer = writer(settings, clock);
		this.loop = new AuditLoop(this.queue, meters.counter("gatehouse.audit.records"), this.losses, writer);
		Retention retention = new Retention(folder, settings.keep(), clock, this.loop, checkpoints);
		this.upkeep = new AuditUpkeep(writer, new DoneFiles(new Compression(folder), retention, System::nanoTime),
				checkpoints, this.export, settings.checkpointInterval().toNanos(), System::nanoTime);
		this.thread = Thread.ofPlatform().name("audit-log").unstarted(this.loop);
		watch(settings, meters, checkpoints != null);
	}

	private void watch(RecordSettings.Audit settings, MeterRegistry meters, boolean signs) {
		Gauge.builder("gatehouse.audit.up", this, (log) -> log.isFailing() ? 0 : 1)
			.description("Whether audit records can be written")
			.register(meters);
		Gauge.builder("gatehouse.audit.disk.free", settings.folder(), (path) -> path.toFile().getUsableSpace())
			.baseUnit("bytes")
			.description("What is left of the disk that the audit record is on")
			.register(meters);
		if (signs) {
			Gauge.builder("gatehouse.audit.checkpoint.age", this.upkeep, AuditUpkeep::unsignedSeconds)
				.baseUnit("seconds")
				.description("For how long what was written to the audit record has not been signed")
				.register(meters);
			Gauge.builder("gatehouse.audit.checkpoint.interval", settings.checkpointInterval(), Duration::toSeconds)
				.baseUnit("seconds")
				.description("How often it should be")
				.register(meters);
		}
	}

	private static @Nullable Checkpoints checkpoints(RecordSettings.Audit settings, InstantSource clock) {
		Path key = settings.signingKey();
		return (key != null) ? new Checkpoints(settings.folder(), SigningKey.read(key), clock) : null;
	}

	private static FolderLock lock(Path folder) {
		try {
			Files.createDirectories(folder);
			return new FolderLock(folder);
		}
		catch (IOException ex) {
			throw unusable(folder);
		}
	}

	private AuditWriter writer(RecordSettings.Audit settings, InstantSource clock) {
		AuditWriter writer = null;
		try {
			writer = new AuditWriter(settings.folder(), settings.maxFileSize().toBytes(), this.lock.wasLeftOpen(),
					clock, this.export);
			return writer;
		}
		catch (IOException ex) {
			throw unusable(settings.folder());
		}
		finally {
			if (writer == null) {
				release(false);
			}
		}
	}

	private static InvalidSetting unusable(Path folder) {
		return new InvalidSetting("gatehouse.audit.folder", "cannot be written: " + folder);
	}

	void start() {
		if (this.export != null) {
			this.export.start();
		}
		this.thread.start();
		this.upkeep.start();
	}

	/** Says that a request has begun, whose entry is to come. */
	void expect() {
		this.underWay.increment();
	}

	/** Hands an entry over. Never waits. */
	void add(AuditEntry entry) {
		if (this.closing || !this.queue.add(entry)) {
			this.losses.add(entry.time());
		}
		this.underWay.decrement();
	}

	/** Counts a request that gets no record, because there was no room for one. */
	void lose(Instant time) {
		this.losses.add(time);
		this.underWay.decrement();
	}

	/**
	 * Returns whether requests are to be refused: there is only room for the records of
	 * those that are on their way.
	 */
	boolean isRefusing() {
		return this.refusing && (isFailing() || this.queue.isPressed());
	}

	/** Returns whether records cannot be written, or not be brought to the disk. */
	boolean isFailing() {
		return this.loop.isFailing() || this.upkeep.isFailing();
	}

	/** Returns whether checkpoints can be written; null: there are to be none. */
	@Nullable Boolean isSigning() {
		return this.upkeep.isSigning();
	}

	/** Returns how many requests got no record since the start. */
	long lost() {
		return this.losses.count();
	}

	/**
	 * Writes what was handed over, and ends. If something comes after that, or is still
	 * to come, the folder is left as by a crash: the next start says that it is missing.
	 */
	@Override
	public void close() {
		this.closing = true;
		this.loop.end();
		this.upkeep.stop();
		try {
			this.thread.join(TimeUnit.SECONDS.toMillis(10));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		if (this.loop.isComplete()) {
			this.upkeep.signLast();
		}
		if (this.export != null) {
			this.export.close();
		}
		if (!this.thread.isAlive()) {
			release(this.losses.areTold() && this.underWay.sum() <= 0 && (this.loop.isComplete() || !wasStarted()));
		}
	}

	/** What was not started has done nothing, but knows of a crash before it. */
	private boolean wasStarted() {
		return this.thread.getState() != Thread.State.NEW || this.lock.wasLeftOpen();
	}

	private void release(boolean complete) {
		try {
			this.lock.release(complete);
		}
		catch (IOException ex) {
			logger.warn("the folder of the audit record cannot be given back: {}", ex.toString());
		}
	}

}
