package dev.gatehouse.gateway.record;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import dev.gatehouse.gateway.settings.InvalidSetting;

/**
 * Keeps a folder for one gateway: two would break each other's chain. The system takes
 * the lock back when a gateway dies; a mark that is still there then tells the next one.
 */
final class FolderLock {

	private static final String KEY = "gatehouse.audit.folder";

	private final Path mark;

	private final FileChannel lock;

	private final boolean leftOpen;

	/**
	 * @throws InvalidSetting if another gateway has the folder
	 */
	FolderLock(Path folder) throws IOException {
		this.mark = folder.resolve("audit.open");
		this.lock = FileChannel.open(folder.resolve("audit.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		if (!isTaken()) {
			this.lock.close();
			throw new InvalidSetting(KEY,
					"another gateway writes to " + folder + ": each gateway needs a folder of its own");
		}
		this.leftOpen = Files.exists(this.mark);
		if (!this.leftOpen) {
			Files.createFile(this.mark);
		}
	}

	private boolean isTaken() throws IOException {
		try {
			return this.lock.tryLock() != null;
		}
		catch (OverlappingFileLockException ex) {
			return false;
		}
	}

	/** Returns whether the gateway before this one did not come to its end. */
	boolean wasLeftOpen() {
		return this.leftOpen;
	}

	/**
	 * Gives the folder back.
	 * @param complete whether all was written that was handed over
	 */
	void release(boolean complete) throws IOException {
		try (this.lock) {
			if (complete) {
				Files.deleteIfExists(this.mark);
			}
		}
	}

}
