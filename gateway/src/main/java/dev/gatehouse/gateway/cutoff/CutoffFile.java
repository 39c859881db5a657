package dev.gatehouse.gateway.cutoff;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The issuer's last answer on disk, for a start while the issuer is away. Whoever may
 * write to it may bring tokens back, so it belongs to the gateway alone.
 */
final class CutoffFile {

	private static final int LARGEST = 4 * 1024 * 1024;

	private static final Set<PosixFilePermission> OTHERS = Set.of(PosixFilePermission.GROUP_WRITE,
			PosixFilePermission.OTHERS_WRITE);

	private final Path path;

	CutoffFile(Path path) {
		this.path = path.toAbsolutePath();
	}

	/**
	 * Reads the file.
	 * @return what is in it, or null if there is none
	 * @throws IOException if it is not to be trusted
	 */
	byte @Nullable [] read() throws IOException {
		if (!Files.exists(this.path)) {
			return null;
		}
		PosixFileAttributeView view = Files.getFileAttributeView(this.path, PosixFileAttributeView.class);
		if (Files.size(this.path) > LARGEST
				|| (view != null && view.readAttributes().permissions().stream().anyMatch(OTHERS::contains))) {
			throw new IOException("it is too large, or others may write to it");
		}
		return Files.readAllBytes(this.path);
	}

	/** Returns when it was written. */
	Instant written() throws IOException {
		return Files.getLastModifiedTime(this.path).toInstant();
	}

	/** Replaces the file in one step: a reader sees the old or the new one, whole. */
	void write(byte[] document) throws IOException {
		Path folder = Files.createDirectories(this.path.resolveSibling("."));
		// Readable and writable by its owner alone, where the file system knows owners.
		Path next = Files.createTempFile(folder, this.path.getFileName() + ".", ".tmp");
		try {
			try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
				ByteBuffer left = ByteBuffer.wrap(document);
				while (left.hasRemaining()) {
					channel.write(left);
				}
				channel.force(true);
			}
			Files.move(next, this.path, StandardCopyOption.ATOMIC_MOVE);
		}
		finally {
			Files.deleteIfExists(next);
		}
	}

}
