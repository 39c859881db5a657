package dev.gatehouse.gateway.record;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that lines are added to, whole or not at all as long as the process lives: what
 * is left of an attempt that failed is cut off before the next. For one writer; anybody
 * may call {@link #force}.
 */
final class AuditFile implements Closeable {

	private final Path path;

	private final FileChannel channel;

	private long length;

	private boolean torn;

	AuditFile(Path path) throws IOException {
		this.path = path;
		this.channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		this.length = this.channel.size();
	}

	long length() {
		return this.length;
	}

	void append(ByteBuffer lines) throws IOException {
		if (this.torn) {
			this.channel.truncate(this.length);
		}
		this.torn = true;
		long at = this.length;
		while (lines.hasRemaining()) {
			at += this.channel.write(lines, at);
		}
		this.length = at;
		this.torn = false;
	}

	/**
	 * Leaves nothing but whole lines, all of them on the disk itself.
	 * @throws IOException if that cannot be said now
	 */
	void settle() throws IOException {
		if (this.torn) {
			this.channel.truncate(this.length);
			this.torn = false;
		}
		force();
	}

	/** Brings what was written to the disk itself. */
	void force() throws IOException {
		this.channel.force(false);
	}

	/** Returns whether the file is still to be found: somebody may have removed it. */
	boolean isThere() {
		return Files.exists(this.path);
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

	/** Brings the names of a folder to the disk, where the file system lets one. */
	static void forceNames(Path folder) throws IOException {
		try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
			names.force(true);
		}
	}

}
