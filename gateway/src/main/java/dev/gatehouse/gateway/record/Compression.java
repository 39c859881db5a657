package dev.gatehouse.gateway.record;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/**
 * Compresses the files that are not written to any more. A file is removed only when the
 * compressed one has all that it has and is on the disk, so that neither a crash at any
 * moment nor a file that somebody else put there loses anything.
 */
final class Compression {

	private static final String UNFINISHED = ".tmp";

	private static final int BLOCK = 1 << 16;

	/**
	 * How long to rest, of the time that a block took (about a millisecond): requests
	 * would else wait for whole slices of the scheduler's, for seconds.
	 */
	private static final int REST = 3;

	/** A disk that hung is no reason to rest. */
	private static final long LONGEST_REST = TimeUnit.MILLISECONDS.toNanos(50);

	private final Path folder;

	Compression(Path folder) {
		this.folder = folder;
	}

	/**
	 * Compresses all but the newest.
	 * @param ending whether to stop: a file on its way is left as it is, and begun again
	 * later
	 * @throws IOException if one could not be compressed; the others are
	 */
	void run(BooleanSupplier ending) throws IOException {
		List<AuditName> names = AuditName.in(this.folder);
		IOException first = null;
		for (int i = 0; i < names.size() - 1 && !ending.getAsBoolean(); i++) {
			try {
				compress(names.get(i).plain(this.folder), names.get(i).compressed(this.folder), ending);
			}
			catch (IOException ex) {
				first = (first != null) ? first : ex;
			}
		}
		if (first != null) {
			throw first;
		}
	}

	private void compress(Path plain, Path compressed, BooleanSupplier ending) throws IOException {
		if (!Files.exists(plain)) {
			return;
		}
		if (Files.exists(compressed)) {
			if (!isSame(plain, compressed)) {
				throw new IOException(plain + " and " + compressed.getFileName() + " differ: neither is removed");
			}
		}
		else if (!replace(plain, compressed, ending)) {
			return;
		}
		Files.deleteIfExists(plain);
		AuditFile.forceNames(this.folder);
	}

	/** A crash between two steps leaves both with the same content. */
	private static boolean isSame(Path plain, Path compressed) throws IOException {
		try (InputStream one = Files.newInputStream(plain);
				InputStream file = Files.newInputStream(compressed);
				InputStream other = new GZIPInputStream(file, BLOCK)) {
			byte[] block;
			do {
				block = one.readNBytes(BLOCK);
				if (!Arrays.equals(block, other.readNBytes(BLOCK))) {
					return false;
				}
			}
			while (block.length > 0);
			return true;
		}
		catch (ZipException | EOFException ex) {
			return false;
		}
	}

	private boolean replace(Path plain, Path compressed, BooleanSupplier ending) throws IOException {
		Path unfinished = compressed.resolveSibling(compressed.getFileName() + UNFINISHED);
		try {
			if (!copy(plain, unfinished, ending)) {
				return false;
			}
			Files.move(unfinished, compressed, StandardCopyOption.ATOMIC_MOVE);
			AuditFile.forceNames(this.folder);
			return true;
		}
		finally {
			Files.deleteIfExists(unfinished);
		}
	}

	private static boolean copy(Path plain, Path unfinished, BooleanSupplier ending) throws IOException {
		try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
				StandardOpenOption.TRUNCATE_EXISTING); InputStream source = Files.newInputStream(plain)) {
			OutputStream gzip = new QuickGzip(Channels.newOutputStream(channel));
			byte[] block = new byte[BLOCK];
			long began = System.nanoTime();
			for (int read = source.read(block); read >= 0; read = source.read(block)) {
				if (ending.getAsBoolean()) {
					return false;
				}
				gzip.write(block, 0, read);
				LockSupport.parkNanos(Math.min(REST * (System.nanoTime() - began), LONGEST_REST));
				began = System.nanoTime();
			}
			gzip.flush();
			((GZIPOutputStream) gzip).finish();
			channel.force(true);
			return true;
		}
	}

	/** A tenth larger than usual, for a third of the time. */
	private static final class QuickGzip extends GZIPOutputStream {

		QuickGzip(OutputStream out) throws IOException {
			super(out, BLOCK);
			this.def.setLevel(Deflater.BEST_SPEED);
		}

	}

}
