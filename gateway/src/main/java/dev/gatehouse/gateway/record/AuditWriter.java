package dev.gatehouse.gateway.record;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

import dev.gatehouse.gateway.settings.InvalidSetting;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records to the files of a folder, each day and each size one. What was written
 * is with the operating system, and the chain never goes on from what was not. For one
 * thread; others may look.
 */
final class AuditWriter implements Closeable {

	private static final Logger logger = LoggerFactory.getLogger(AuditWriter.class);

	private final Path folder;

	private final long maxFileSize;

	private final InstantSource clock;

	private final @Nullable SyslogExport export;

	private final AuditChain chain = new AuditChain();

	private final Lines lines = new Lines();

	private volatile @Nullable AuditName name;

	private volatile @Nullable AuditFile file;

	private volatile AuditHead head;

	private volatile boolean lost;

	private @Nullable AuditGap crash;

	/**
	 * Finds the end of the chain that an earlier run left there.
	 * @param crashed whether that run did not come to its end
	 * @param export where what is written goes, too; null: nowhere
	 * @throws InvalidSetting if there is no telling what the chain goes on from
	 */
	AuditWriter(Path folder, long maxFileSize, boolean crashed, InstantSource clock, @Nullable SyslogExport export)
			throws IOException {
		this.folder = folder;
		this.maxFileSize = maxFileSize;
		this.clock = clock;
		this.export = export;
		AuditTail tail = AuditTail.find(folder);
		this.name = tail.newest();
		InvalidSetting.check(tail.file() == null || this.chain.resume(tail.line()), "gatehouse.audit.folder",
				"the last line of " + tail.file() + " is no record");
		this.head = this.chain.head();
		if (tail.file() != null && (crashed || tail.torn() > 0)) {
			this.crash = AuditGap.crash(this.chain.timeOf(tail.line()), tail.torn());
		}
	}

	/** Returns the last record that was written. */
	AuditHead head() {
		return this.head;
	}

	/** Returns the file that is written to; null if none is open. */
	@Nullable AuditFile file() {
		return this.file;
	}

	/** Says that the file is not to be found any more; another will be begun. */
	void lose() {
		this.lost = true;
	}

	/**
	 * Writes entries from a place of the list on, as many as go into one file.
	 * @return how many are done with, at least one
	 * @throws IOException if none could be written, now
	 */
	int write(List<AuditEntry> entries, int from, AuditLosses losses) throws IOException {
		AuditFile out = open(day(entries.get(from)));
		int at = from;
		while (at < entries.size() && (at == from || hasRoom(out, entries.get(at)))) {
			add(entries.get(at), losses);
			at++;
		}
		flush(out);
		return at - from;
	}

	private boolean hasRoom(AuditFile out, AuditEntry entry) {
		return out.length() + this.lines.size() < this.maxFileSize && !isNewDay(day(entry));
	}

	private void add(AuditEntry entry, AuditLosses losses) throws IOException {
		AuditHead before = this.chain.head();
		try {
			this.lines.add(this.chain.append(entry));
		}
		catch (RuntimeException ex) {
			logger.error("an audit entry cannot be written: {}", ex.toString());
			this.chain.goBackTo(before);
			losses.add(entry.time());
		}
	}

	/** Says in the chain that records are missing. */
	void write(AuditGap gap) throws IOException {
		Instant now = this.clock.instant();
		AuditFile out = open(LocalDate.ofInstant(now, ZoneOffset.UTC));
		this.lines.add(this.chain.append(gap, now));
		flush(out);
	}

	/**
	 * Says in the chain that the oldest files are removed, and makes that last.
	 * @return the record that says so
	 */
	AuditHead write(Expiry expiry) throws IOException {
		Instant now = this.clock.instant();
		AuditFile out = open(LocalDate.ofInstant(now, ZoneOffset.UTC));
		this.lines.add(this.chain.append(expiry, now));
		flush(out);
		out.force();
		return this.head;
	}

	/**
	 * Returns whether the run before this one ended in a crash, and the chain does not
	 * say so.
	 */
	boolean hasCrashToTell() {
		return this.crash != null;
	}

	void tellCrash() throws IOException {
		AuditGap gap = this.crash;
		if (gap != null) {
			write(gap);
			this.crash = null;
		}
	}

	private void flush(AuditFile out) throws IOException {
		try {
			out.append(this.lines.bytes());
			this.head = this.chain.head();
			if (this.export != null) {
				this.export.take(this.lines.toByteArray());
			}
		}
		catch (IOException ex) {
			this.chain.goBackTo(this.head);
			throw ex;
		}
		finally {
			this.lines.reset();
		}
	}

	/** The day never goes back; and no file is begun before the last is on the disk. */
	private AuditFile open(LocalDate day) throws IOException {
		// What is left of an attempt that failed.
		this.lines.reset();
		this.chain.goBackTo(this.head);
		AuditFile open = this.file;
		if (open != null && !this.lost && !isNewDay(day) && open.length() < this.maxFileSize) {
			return open;
		}
		close();
		AuditName next = (this.name != null && !isNewDay(day)) ? this.name : AuditName.first(day);
		while (isFull(next)) {
			next = next.next();
		}
		AuditFile file = new AuditFile(next.plain(this.folder));
		AuditFile.forceNames(this.folder);
		this.name = next;
		this.file = file;
		this.lost = false;
		return file;
	}

	private boolean isFull(AuditName name) throws IOException {
		Path plain = name.plain(this.folder);
		return Files.exists(name.compressed(this.folder))
				|| (Files.exists(plain) && Files.size(plain) >= this.maxFileSize);
	}

	/** Returns the newest file; null if there is none yet. */
	@Nullable AuditName name() {
		return this.name;
	}

	private boolean isNewDay(LocalDate day) {
		return this.name == null || day.isAfter(this.name.day());
	}

	private static LocalDate day(AuditEntry entry) {
		return LocalDate.ofInstant(entry.time(), ZoneOffset.UTC);
	}

	/** Closes the file, unless not all of it can be brought to the disk. */
	@Override
	public void close() throws IOException {
		AuditFile open = this.file;
		if (open != null) {
			open.settle();
			this.file = null;
			open.close();
		}
	}

	/** Lets go of a file that could not be closed. */
	void abandon() throws IOException {
		AuditFile open = this.file;
		if (open != null) {
			open.close();
		}
	}

	/** Lines that are written at once. */
	private static final class Lines extends ByteArrayOutputStream {

		void add(JsonLine line) throws IOException {
			line.writeTo(this);
			write('\n');
		}

		ByteBuffer bytes() {
			return ByteBuffer.wrap(this.buf, 0, this.count);
		}

	}

}
