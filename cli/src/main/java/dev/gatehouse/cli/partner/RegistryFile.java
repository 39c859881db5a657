package dev.gatehouse.cli.partner;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;

import dev.gatehouse.cli.terminal.Complaint;
import org.jspecify.annotations.Nullable;

/**
 * The registry's file while a command changes it: no other command does so meanwhile, and
 * what somebody else has written in between is not overwritten. The system takes the lock
 * back from a command that is killed.
 */
final class RegistryFile implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final long POLL_MILLIS = 50;

	private final Path path;

	private final FileChannel lock;

	private final boolean inPlace;

	private byte[] seen = {};

	private RegistryFile(Path path, FileChannel lock, boolean inPlace) {
		this.path = path;
		this.lock = lock;
		this.inPlace = inPlace;
	}

	/** The registry, for reading alone. */
	static Registry read(Path path) {
		return parse(path, bytes(path));
	}

	/**
	 * Takes the lock on a registry.
	 * @param inPlace whether the file itself must stay, as a container that mounts it
	 * alone sees no other
	 * @throws Complaint if there is no such file, or another command has it
	 */
	static RegistryFile lock(Path path, boolean inPlace) throws InterruptedException {
		try {
			// What a symbolic link leads to is replaced, not the link.
			Path real = path.toRealPath();
			Path file = real.resolveSibling("." + real.getFileName() + ".lock");
			FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
			long end = System.nanoTime() + PATIENCE.toNanos();
			while (attempt(channel) == null) {
				if (System.nanoTime() - end > 0) {
					channel.close();
					throw new Complaint("Another ./gatehouse partner is changing " + path + ".");
				}
				Thread.sleep(POLL_MILLIS);
			}
			Replacement.sweep(real);
			return new RegistryFile(real, channel, inPlace);
		}
		catch (IOException ex) {
			throw new Complaint(path + " cannot be changed: " + reason(ex) + ".", ex);
		}
	}

	private static @Nullable FileLock attempt(FileChannel channel) throws IOException {
		try {
			return channel.tryLock();
		}
		catch (OverlappingFileLockException ex) {
			// This very process has it.
			return null;
		}
	}

	/** The registry as it is now; {@link #write} holds the file against it. */
	Registry read() {
		this.seen = bytes(this.path);
		return parse(this.path, this.seen);
	}

	/** Makes all of a change but the change itself. */
	Replacement prepare(String text) {
		byte[] changed = text.getBytes(StandardCharsets.UTF_8);
		return this.inPlace ? Replacement.inPlace(this.path, this.seen, changed) : Replacement.of(this.path, changed);
	}

	/**
	 * Makes the change.
	 * @throws Complaint if it cannot be made, or the file is not any more what was read
	 */
	void write(Replacement replacement) {
		if (!writeIfUnchanged(replacement)) {
			throw new Complaint(this.path + " has been changed by somebody else meanwhile.");
		}
	}

	/** Makes the change; false if the file is not any more what was read. */
	boolean writeIfUnchanged(Replacement replacement) {
		if (!Arrays.equals(this.seen, bytes(this.path))) {
			return false;
		}
		try {
			replacement.apply();
			return true;
		}
		catch (IOException ex) {
			throw new Complaint(this.path
					+ (isAsRead() ? " cannot be written: " : " was only partly written, and has to be put back: ")
					+ reason(ex) + ".", ex);
		}
	}

	/** Whether the file is known to be still what was read. */
	boolean isAsRead() {
		try {
			return Arrays.equals(this.seen, bytes(this.path));
		}
		catch (Complaint ex) {
			return false;
		}
	}

	private static Registry parse(Path path, byte[] bytes) {
		try {
			return Registry.parse(path.toString(),
					StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
		}
		catch (CharacterCodingException ex) {
			throw new Complaint(path + " is not UTF-8 text.", ex);
		}
	}

	private static byte[] bytes(Path path) {
		try {
			return Files.readAllBytes(path);
		}
		catch (IOException ex) {
			throw new Complaint(path + " cannot be read: " + reason(ex) + ".", ex);
		}
	}

	private static String reason(IOException ex) {
		return ex.getClass().getSimpleName().replaceAll("Exception$", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ")
				+ ((ex.getMessage() != null) ? ", " + ex.getMessage() : "");
	}

	@Override
	public void close() {
		try {
			this.lock.close();
		}
		catch (IOException ex) {
			throw new Complaint("The lock on " + this.path + " cannot be given back.", ex);
		}
	}

}
