package dev.gatehouse.cli.audit;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads lines as bytes, without a copy of each: ten million are read here in a go.
 */
final class LineReader implements Closeable {

	private static final int LONGEST = 64 << 20;

	private final InputStream in;

	private byte[] bytes = new byte[1 << 20];

	private int from;

	private int end;

	private int filled;

	private int next;

	private long number;

	private boolean whole;

	LineReader(InputStream in) {
		this.in = in;
	}

	/** Goes to the next line. Returns whether there is one. */
	boolean next() throws IOException {
		this.from = this.next;
		int at = this.from;
		while (true) {
			while (at < this.filled && this.bytes[at] != '\n') {
				at++;
			}
			if (at < this.filled) {
				return take(at, true);
			}
			int before = this.from;
			if (!fill()) {
				return this.filled > this.from && take(this.filled, false);
			}
			at -= before - this.from;
		}
	}

	private boolean take(int end, boolean whole) {
		this.end = end;
		this.whole = whole;
		this.next = whole ? end + 1 : end;
		this.number++;
		return true;
	}

	private boolean fill() throws IOException {
		if (this.from > 0) {
			System.arraycopy(this.bytes, this.from, this.bytes, 0, this.filled - this.from);
			this.filled -= this.from;
			this.from = 0;
		}
		if (this.filled == this.bytes.length) {
			if (this.filled >= LONGEST) {
				throw new IOException("a line is longer than " + LONGEST + " bytes");
			}
			this.bytes = Arrays.copyOf(this.bytes, 2 * this.filled);
		}
		int read = this.in.read(this.bytes, this.filled, this.bytes.length - this.filled);
		this.filled += Math.max(0, read);
		return read > 0;
	}

	/** What the line is in; good until the next one is asked for. */
	byte[] bytes() {
		return this.bytes;
	}

	int from() {
		return this.from;
	}

	int end() {
		return this.end;
	}

	/** The line's number, from 1 on. */
	long number() {
		return this.number;
	}

	/** Whether the line has its end: the last one of a file may have none. */
	boolean isWhole() {
		return this.whole;
	}

	@Override
	public void close() throws IOException {
		this.in.close();
	}

}
