package dev.gatehouse.gateway.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compresses the files that are not written to any more, on a thread of its own. A file
 * is replaced only when the compressed one is whole and on the disk, so that a crash at
 * any moment loses nothing.
 */
final class Compression implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Compression.class);

	private static final String UNFINISHED = ".tmp";

	private static final int BLOCK = 1 << 16;

	private final Path folder;

	private final ExecutorService thread = Executors.newSingleThreadExecutor(
			Thread.ofPlatform().daemon().priority(Thread.MIN_PRIORITY).name("audit-compression").factory());

	private final AtomicBoolean asked = new AtomicBoolean();

	private volatile boolean closing;

	Compression(Path folder) {
		this.folder = folder;
	}

	/** Looks for files to compress. Does not wait. */
	void look() {
		if (!this.closing && this.asked.compareAndSet(false, true)) {
			this.thread.execute(this::compressAll);
		}
	}

	private void compressAll() {
		this.asked.set(false);
		try {
			List<AuditName> names = AuditName.in(this.folder);
			for (int i = 0; i < names.size() - 1 && !this.closing; i++) {
				compress(names.get(i).plain(this.folder), names.get(i).compressed(this.folder));
			}
		}
		catch (IOException ex) {
			logger.warn("a file of the audit record cannot be compressed: {}", ex.toString());
		}
	}

	private void compress(Path plain, Path compressed) throws IOException {
		if (!Files.exists(plain)) {
			return;
		}
		if (!Files.exists(compressed) && !replace(plain, compressed)) {
			return;
		}
		Files.deleteIfExists(plain);
		AuditFile.forceNames(this.folder);
	}

	private boolean replace(Path plain, Path compressed) throws IOException {
		Path unfinished = compressed.resolveSibling(compressed.getFileName() + UNFINISHED);
		try {
			if (!copy(plain, unfinished)) {
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

	private boolean copy(Path plain, Path unfinished) throws IOException {
		try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
				StandardOpenOption.TRUNCATE_EXISTING); InputStream source = Files.newInputStream(plain)) {
			OutputStream gzip = new QuickGzip(Channels.newOutputStream(channel));
			byte[] block = new byte[BLOCK];
			for (int read = source.read(block); read >= 0; read = source.read(block)) {
				if (this.closing) {
					return false;
				}
				gzip.write(block, 0, read);
			}
			gzip.flush();
			((GZIPOutputStream) gzip).finish();
			channel.force(true);
			return true;
		}
	}

	/** A file on its way is left as it is: the next start begins it again. */
	@Override
	public void close() {
		this.closing = true;
		this.thread.shutdown();
		try {
			this.thread.awaitTermination(2, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
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
