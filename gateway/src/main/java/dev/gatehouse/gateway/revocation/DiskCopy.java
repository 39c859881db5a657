package dev.gatehouse.gateway.revocation;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the register's content on disk for the next start, if it is to be kept. Belongs
 * to the thread that keeps the revocations; since when it is may be asked by anybody.
 */
final class DiskCopy {

	private static final long CONFIRM_MILLIS = 10_000;

	private final @Nullable RevocationsFile file;

	private final Register register;

	private final InstantSource clock;

	private final RevocationsLog log;

	private volatile @Nullable Instant restored;

	private long written;

	private long confirmed;

	/**
	 * @param file null: there is none
	 */
	DiskCopy(@Nullable RevocationsFile file, Register register, InstantSource clock, RevocationsLog log) {
		this.file = file;
		this.register = register;
		this.clock = clock;
		this.log = log;
	}

	/** Returns whether there is a file to be kept. */
	boolean isWanted() {
		return this.file != null;
	}

	/**
	 * Takes in what the last process has kept, and returns whether there was something.
	 */
	boolean restore() {
		List<Revocation> kept = (this.file != null) ? this.file.read() : null;
		if (kept == null || this.file == null) {
			return false;
		}
		this.restored = this.file.asOf();
		kept.forEach(this.register::merge);
		this.written = this.register.changes();
		this.log.restored(kept.size());
		return true;
	}

	/** Returns when what was taken in was last what was known; null: nothing was. */
	@Nullable Instant restored() {
		return this.restored;
	}

	/**
	 * Returns whether what is known is on disk. As long as nothing is known, nothing is
	 * written: the next start would take it for all there is.
	 * @param inStep whether it is what the store says
	 */
	boolean keep(boolean inStep) {
		if (this.file == null || !this.register.areKnown()) {
			return false;
		}
		try {
			write(this.file, inStep);
			this.log.kept(null);
			return true;
		}
		catch (IOException | RuntimeException ex) {
			this.log.kept(ex);
			return false;
		}
	}

	private void write(RevocationsFile file, boolean inStep) throws IOException {
		long changes = this.register.changes();
		long now = this.clock.millis();
		if (changes != this.written || file.asOf() == null) {
			file.write(this.register.all());
			this.written = changes;
		}
		if (inStep && Math.abs(now - this.confirmed) >= CONFIRM_MILLIS) {
			file.confirm(Instant.ofEpochMilli(now));
			this.confirmed = now;
		}
	}

}
