package dev.gatehouse.gateway.record;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.gatehouse.gateway.settings.InvalidSetting;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the audit record, on a thread of its own: a request hands its entry over and
 * goes on. What the queue cannot take, or the disk, is dropped and counted.
 */
final class AuditLog implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(AuditLog.class);

	private final Path folder;

	private final AuditChain chain;

	private final Counter written;

	private final Counter dropped;

	private final AuditQueue queue = new AuditQueue();

	private final Thread thread = Thread.ofPlatform().name("audit-log").unstarted(this::writeForEver);

	private volatile boolean closing;

	private @Nullable LocalDate day;

	private @Nullable OutputStream file;

	/**
	 * Opens the folder and finds the end of the chain that an earlier run left there.
	 * @throws InvalidSetting if the folder cannot be written
	 */
	AuditLog(Path folder, AuditChain chain, MeterRegistry meters) {
		this.folder = folder;
		this.chain = chain;
		this.written = meters.counter("gatehouse.audit.records");
		this.dropped = meters.counter("gatehouse.audit.dropped");
		try {
			Files.createDirectories(folder);
			resume();
		}
		catch (IOException ex) {
			throw new InvalidSetting("gatehouse.audit.folder", "cannot be written: " + folder);
		}
		InvalidSetting.check(Files.isWritable(folder), "gatehouse.audit.folder", "cannot be written: " + folder);
	}

	void start() {
		this.thread.start();
	}

	/** Hands an entry over. Never waits. */
	void add(AuditEntry entry) {
		if (this.closing || !this.queue.add(entry)) {
			this.dropped.increment();
		}
	}

	private void writeForEver() {
		// Asked before the queue is: what was added before the end is still written.
		boolean last = this.closing;
		List<AuditEntry> batch = this.queue.take();
		while (!last || !batch.isEmpty()) {
			if (batch.isEmpty()) {
				this.queue.rest();
			}
			else {
				write(batch);
			}
			last = this.closing;
			batch = this.queue.take();
		}
		closeFile();
	}

	private void write(List<AuditEntry> batch) {
		long before = this.chain.length();
		boolean known = true;
		try {
			for (AuditEntry entry : batch) {
				write(entry);
			}
			if (this.file != null) {
				this.file.flush();
			}
		}
		catch (IOException ex) {
			logger.error("the audit record cannot be written: {}", ex.toString());
			closeFile();
			known = resumeAfterFailure();
		}
		long done = known ? Math.max(0, this.chain.length() - before) : 0;
		this.written.increment(done);
		this.dropped.increment(batch.size() - done);
	}

	private void write(AuditEntry entry) throws IOException {
		OutputStream out = file(LocalDate.ofInstant(entry.time(), ZoneOffset.UTC));
		try {
			this.chain.append(entry).writeTo(out);
			out.write('\n');
		}
		catch (RuntimeException ex) {
			logger.error("an audit entry cannot be written: {}", ex.toString());
		}
	}

	/** The day never goes back: the chain goes from one file to the next. */
	private OutputStream file(LocalDate date) throws IOException {
		if (this.file == null || this.day == null || date.isAfter(this.day)) {
			closeFile();
			this.day = (this.day != null && this.day.isAfter(date)) ? this.day : date;
			this.file = new BufferedOutputStream(Files.newOutputStream(AuditTail.file(this.folder, this.day),
					StandardOpenOption.CREATE, StandardOpenOption.APPEND));
		}
		return this.file;
	}

	private boolean resumeAfterFailure() {
		try {
			resume();
			return true;
		}
		catch (IOException | InvalidSetting ex) {
			logger.error("the end of the audit record cannot be read: {}", ex.toString());
			return false;
		}
	}

	private void resume() throws IOException {
		AuditTail tail = AuditTail.find(this.folder);
		this.day = tail.day();
		if (tail.file() == null) {
			this.chain.begin();
		}
		else if (!this.chain.resume(tail.line())) {
			throw new InvalidSetting("gatehouse.audit.folder", "the last line of " + tail.file() + " is no record");
		}
	}

	private void closeFile() {
		OutputStream open = this.file;
		this.file = null;
		if (open != null) {
			try {
				open.close();
			}
			catch (IOException ex) {
				logger.error("the audit record cannot be closed: {}", ex.toString());
			}
		}
	}

	/** Writes what was handed over, and ends. */
	@Override
	public void close() {
		this.closing = true;
		this.queue.wake();
		try {
			this.thread.join(TimeUnit.SECONDS.toMillis(10));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
