package dev.gatehouse.cli.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Held by whoever changes the stack. The system takes it back from a command that is
 * killed.
 */
final class StackLock implements AutoCloseable {

	private static final long POLL_MILLIS = 50;

	private final FileChannel channel;

	private StackLock(FileChannel channel) {
		this.channel = channel;
	}

	/**
	 * The lock of that state folder; empty if another command still has it when the
	 * patience ends.
	 */
	static Optional<StackLock> take(Path state, Duration patience) throws InterruptedException {
		long end = System.nanoTime() + patience.toNanos();
		Optional<StackLock> lock = attempt(state.resolve("lock"));
		while (lock.isEmpty() && System.nanoTime() - end < 0) {
			Thread.sleep(POLL_MILLIS);
			lock = attempt(state.resolve("lock"));
		}
		return lock;
	}

	@Override
	public void close() {
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Optional<StackLock> attempt(Path file) {
		try {
			FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
			FileLock lock = lock(channel);
			if (lock == null) {
				channel.close();
				return Optional.empty();
			}
			return Optional.of(new StackLock(channel));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static @Nullable FileLock lock(FileChannel channel) throws IOException {
		try {
			return channel.tryLock();
		}
		catch (OverlappingFileLockException ex) {
			// This very process has it.
			return null;
		}
	}

}
