package dev.gatehouse.cli.audit;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Unpacks a file of one member (RFC 1952) that ends where the file does: what stands
 * behind it would be overlooked, here and by whoever unpacks it.
 */
final class WholeGzip extends GZIPInputStream {

	private static final int BLOCK = 1 << 16;

	private static final int TRAILER = 8;

	private final long expected;

	private WholeGzip(InputStream in, long expected) throws IOException {
		super(in, BLOCK);
		this.expected = expected;
	}

	static InputStream open(Path path) throws IOException {
		long expected = Files.size(path) - header(path) - TRAILER;
		InputStream file = Files.newInputStream(path);
		try {
			return new WholeGzip(file, expected);
		}
		catch (IOException ex) {
			file.close();
			throw ex;
		}
	}

	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		int read = super.read(bytes, offset, length);
		if (read < 0 && this.inf.getBytesRead() != this.expected) {
			throw new ZipException("something stands behind its end");
		}
		return read;
	}

	/** How long the header is (RFC 1952, section 2.3). */
	private static long header(Path path) throws IOException {
		try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path)))) {
			in.skipNBytes(3);
			int flags = in.readUnsignedByte();
			in.skipNBytes(6);
			long length = 10;
			if ((flags & 4) != 0) {
				int extra = in.readUnsignedByte() | in.readUnsignedByte() << 8;
				in.skipNBytes(extra);
				length += 2 + extra;
			}
			length += (((flags & 8) != 0) ? text(in) : 0) + (((flags & 16) != 0) ? text(in) : 0);
			return length + (((flags & 2) != 0) ? 2 : 0);
		}
	}

	private static long text(DataInputStream in) throws IOException {
		long length = 1;
		while (in.readUnsignedByte() != 0) {
			length++;
		}
		return length;
	}

}
