package dev.gatehouse.gateway.settings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A file in which the gateway keeps something for its next start. It is believed then, so
 * it belongs to the gateway alone, and a reader finds the old content or the new, whole.
 */
public final class OwnFile {

	private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");

	private static final Set<PosixFilePermission> OTHERS = Set.of(PosixFilePermission.GROUP_WRITE,
			PosixFilePermission.OTHERS_WRITE);

	private final Path path;

	private final long largest;

	/**
	 * @param largest how many bytes it can have; above that it is somebody else's
	 */
	public OwnFile(Path path, long largest) {
		this.path = path.toAbsolutePath();
		this.largest = largest;
	}

	/**
	 * Reads the file.
	 * @return its content, or null if there is no file
	 * @throws NotTrusted if it is too large, or others may write to it
	 * @throws IOException if it cannot be read
	 */
	public byte @Nullable [] read() throws IOException {
		if (Files.notExists(this.path)) {
			return null;
		}
		if (!isTrusted()) {
			throw new NotTrusted();
		}
		return Files.readAllBytes(this.path);
	}

	private boolean isTrusted() throws IOException {
		PosixFileAttributeView view = Files.getFileAttributeView(this.path, PosixFileAttributeView.class);
		return Files.size(this.path) <= this.largest
				&& (view == null || view.readAttributes().permissions().stream().noneMatch(OTHERS::contains));
	}

	/** Replaces the file in one step, and its folder is made if there is none. */
	public void write(byte[] content) throws IOException {
		Path parent = Files.createDirectories(this.path.resolveSibling("."));
		Path next = Files.createTempFile(parent, this.path.getFileName() + ".", ".tmp", ownersOnly(parent));
		try {
			try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
				ByteBuffer left = ByteBuffer.wrap(content);
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

	private static FileAttribute<?>[] ownersOnly(Path folder) throws IOException {
		boolean posix = Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class);
		return posix ? List.of(PosixFilePermissions.asFileAttribute(OWNER)).toArray(FileAttribute<?>[]::new)
				: new FileAttribute<?>[0];
	}

	/** Returns when it was written, or last confirmed. */
	public Instant written() throws IOException {
		return Files.getLastModifiedTime(this.path).toInstant();
	}

	/** Says that what it holds is still so. */
	public void confirm(Instant now) throws IOException {
		Files.setLastModifiedTime(this.path, FileTime.from(now));
	}

	@Override
	public String toString() {
		return this.path.toString();
	}

	/** Others may have written what is in it. */
	public static final class NotTrusted extends IOException {

		private static final long serialVersionUID = 1L;

		NotTrusted() {
			super("it is too large, or others may write to it");
		}

	}

}
