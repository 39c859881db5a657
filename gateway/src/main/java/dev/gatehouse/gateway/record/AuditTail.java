package dev.gatehouse.gateway.record;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.GZIPInputStream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the record of a folder ends: what the next record is linked to.
 *
 * @param newest the newest file; null if there is none
 * @param file the file of the last record; null if there is no record
 * @param line the last record
 * @param torn how many bytes of a line that was cut short were taken away
 */
record AuditTail(@Nullable AuditName newest, @Nullable Path file, String line, long torn) {

	private static final Logger logger = LoggerFactory.getLogger(AuditTail.class);

	private static final int WINDOW = 32768;

	private static final int LARGEST_WINDOW = 64 << 20;

	/**
	 * Finds the end. What a crash left of a last line is no record and is put aside, in a
	 * file beside, if there is room; a day that has none goes on from the day before.
	 */
	static AuditTail find(Path folder) throws IOException {
		List<AuditName> names = AuditName.in(folder);
		long torn = 0;
		for (AuditName name : names.reversed()) {
			AuditTail tail = Files.exists(name.plain(folder)) ? of(names.getLast(), name.plain(folder))
					: compressed(names.getLast(), name.compressed(folder));
			torn += tail.torn();
			if (tail.file() != null) {
				return new AuditTail(names.getLast(), tail.file(), tail.line(), torn);
			}
		}
		return new AuditTail(names.isEmpty() ? null : names.getLast(), null, "", torn);
	}

	private static AuditTail of(AuditName newest, Path path) throws IOException {
		try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
			int window = WINDOW;
			AuditTail tail = within(newest, path, file, window);
			while (tail == null) {
				window *= 4;
				if (window > LARGEST_WINDOW) {
					throw new IOException("no line ends within the last " + LARGEST_WINDOW + " bytes of " + path);
				}
				tail = within(newest, path, file, window);
			}
			return tail;
		}
	}

	/** Returns null if no whole line is within the last bytes of a longer file. */
	private static @Nullable AuditTail within(AuditName newest, Path path, RandomAccessFile file, int window)
			throws IOException {
		long from = Math.max(0, file.length() - window);
		byte[] bytes = new byte[(int) (file.length() - from)];
		file.seek(from);
		file.readFully(bytes);
		int end = lineEnd(bytes, bytes.length);
		// After a loss of power some file systems leave zeros where nothing was written.
		while (end >= 0 && hasZero(bytes, lineEnd(bytes, end) + 1, end)) {
			end = lineEnd(bytes, end);
		}
		int begin = (end < 0) ? 0 : lineEnd(bytes, end) + 1;
		if (from > 0 && begin == 0) {
			return null;
		}
		int torn = bytes.length - end - 1;
		if (torn > 0) {
			keepAside(path, bytes, end + 1);
			file.setLength(from + end + 1);
		}
		return (end < 0) ? new AuditTail(newest, null, "", torn)
				: new AuditTail(newest, path, new String(bytes, begin, end - begin, StandardCharsets.UTF_8), torn);
	}

	/**
	 * On a disk that is full there is no room for it, and the chain says how much it was.
	 */
	private static void keepAside(Path path, byte[] bytes, int from) {
		try {
			putAside(path, bytes, from);
		}
		catch (IOException ex) {
			logger.warn("{} bytes of a line of {} that a crash cut short are dropped, they cannot be put aside: {}",
					bytes.length - from, path, ex.toString());
		}
	}

	private static void putAside(Path path, byte[] bytes, int from) throws IOException {
		Path aside = path.resolveSibling(path.getFileName() + ".torn");
		try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
			channel.write(ByteBuffer.wrap(bytes, from, bytes.length - from));
			channel.force(true);
		}
		logger.warn("the last line of {} was cut short by a crash; what is left of it is in {}", path, aside);
	}

	private static int lineEnd(byte[] bytes, int before) {
		int at = before - 1;
		while (at >= 0 && bytes[at] != '\n') {
			at--;
		}
		return at;
	}

	private static boolean hasZero(byte[] bytes, int from, int to) {
		for (int i = from; i < to; i++) {
			if (bytes[i] == 0) {
				return true;
			}
		}
		return false;
	}

	private static AuditTail compressed(AuditName newest, Path path) throws IOException {
		try (InputStream file = Files.newInputStream(path);
				BufferedReader lines = new BufferedReader(
						new InputStreamReader(new GZIPInputStream(file, WINDOW), StandardCharsets.UTF_8))) {
			String last = lines.readLine();
			for (String line = last; line != null; line = lines.readLine()) {
				last = line;
			}
			return (last != null) ? new AuditTail(newest, path, last, 0) : new AuditTail(newest, null, "", 0);
		}
	}

}
