package dev.gatehouse.cli.partner;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.gatehouse.cli.terminal.Complaint;
import org.jspecify.annotations.Nullable;

/**
 * The new content of a file, already on the disk beside it: what is left is to give it
 * the file's name, which happens whole or not at all.
 */
final class Replacement implements AutoCloseable {

	private static final String SUFFIX = ".new";

	private final Path file;

	private final @Nullable Path beside;

	private final byte[] before;

	private final byte[] after;

	private Replacement(Path file, @Nullable Path beside, byte[] before, byte[] after) {
		this.file = file;
		this.beside = beside;
		this.before = before;
		this.after = after;
	}

	/** Removes what commands that were killed have left beside the file. */
	static void sweep(Path file) throws IOException {
		try (Stream<Path> files = Files.list(folder(file))) {
			List<Path> left = files.filter((path) -> path.getFileName().toString().startsWith(prefix(file)))
				.filter((path) -> path.getFileName().toString().endsWith(SUFFIX))
				.toList();
			for (Path path : left) {
				Files.deleteIfExists(path);
			}
		}
	}

	private static Path folder(Path file) {
		return Objects.requireNonNull(file.toAbsolutePath().getParent());
	}

	private static String prefix(Path file) {
		return "." + file.getFileName() + ".";
	}

	static Replacement of(Path file, byte[] after) {
		try {
			Path beside = Files.createTempFile(folder(file), prefix(file), SUFFIX);
			Replacement replacement = new Replacement(file, beside, new byte[0], after);
			try {
				replacement.fill(beside);
				return replacement;
			}
			catch (IOException ex) {
				replacement.close();
				throw ex;
			}
		}
		catch (IOException ex) {
			throw new Complaint(
					"Nothing can be written beside " + file + " (" + ex.getMessage() + "): nothing has changed.", ex);
		}
	}

	/**
	 * For a file that cannot change its place. What comes before the change is not
	 * written again, so the file is never empty.
	 */
	static Replacement inPlace(Path file, byte[] before, byte[] after) {
		if (!Files.isWritable(file)) {
			throw new Complaint(file + " cannot be written: nothing has changed.");
		}
		return new Replacement(file, null, before, after);
	}

	void apply() throws IOException {
		if (this.beside != null) {
			Files.move(this.beside, this.file, StandardCopyOption.ATOMIC_MOVE);
			return;
		}
		try {
			overwrite(this.after);
		}
		catch (IOException ex) {
			overwrite(this.before);
			throw ex;
		}
	}

	private void overwrite(byte[] content) throws IOException {
		int same = Math.max(0, Arrays.mismatch(this.before, this.after));
		try (FileChannel channel = FileChannel.open(this.file, StandardOpenOption.WRITE)) {
			write(channel, ByteBuffer.wrap(content, same, content.length - same), same);
			channel.truncate(content.length);
			channel.force(true);
		}
	}

	private void fill(Path path) throws IOException {
		try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
			write(channel, ByteBuffer.wrap(this.after), 0);
			channel.force(true);
		}
		PosixFileAttributes attributes = Files.readAttributes(this.file, PosixFileAttributes.class);
		PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
		PosixFileAttributes own = view.readAttributes();
		if (!own.owner().equals(attributes.owner())) {
			view.setOwner(attributes.owner());
		}
		if (!own.group().equals(attributes.group())) {
			view.setGroup(attributes.group());
		}
		view.setPermissions(attributes.permissions());
	}

	private static void write(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
		long place = at;
		while (bytes.hasRemaining()) {
			place += channel.write(bytes, place);
		}
	}

	/** Leaves nothing beside the file. */
	@Override
	public void close() {
		try {
			if (this.beside != null) {
				Files.deleteIfExists(this.beside);
			}
		}
		catch (IOException ex) {
			throw new Complaint(this.beside + " is left over and can be deleted.", ex);
		}
	}

}
