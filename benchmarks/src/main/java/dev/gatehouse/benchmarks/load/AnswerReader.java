package dev.gatehouse.benchmarks.load;

import io.netty.buffer.ByteBuf;

/**
 * Reads answers of HTTP/1.1 as far as a load generator must: the status, whether the
 * connection stays, and where the answer ends. Only answers with a {@code Content-Length}
 * are read; the head is looked at byte by byte and nothing is allocated.
 */
final class AnswerReader {

	private static final int LONGEST_HEAD = 16384;

	private final byte[] head = new byte[LONGEST_HEAD];

	private int length;

	private long body;

	private boolean inBody;

	private int status;

	private boolean closing;

	/**
	 * Reads on. Returns whether an answer has ended; then there is no more of it in the
	 * buffer.
	 * @throws IllegalStateException if it is no answer that can be read
	 */
	boolean read(ByteBuf bytes) {
		while (!this.inBody && bytes.isReadable()) {
			readHead(bytes.readByte());
		}
		int skip = (int) Math.min(this.body, bytes.readableBytes());
		bytes.skipBytes(skip);
		this.body -= skip;
		if (!this.inBody || this.body > 0) {
			return false;
		}
		this.inBody = false;
		this.length = 0;
		return true;
	}

	private void readHead(byte next) {
		if (this.length == LONGEST_HEAD) {
			throw new IllegalStateException("the head is too long");
		}
		this.head[this.length++] = next;
		if (next == '\n' && this.length > 3 && this.head[this.length - 3] == '\n') {
			endHead();
		}
	}

	private void endHead() {
		this.status = (int) number("HTTP/1.1 ".length());
		this.closing = find("connection: close") >= 0;
		int at = find("content-length: ");
		if (at < 0 && this.status != 204) {
			throw new IllegalStateException("an answer of unknown length");
		}
		this.body = (at < 0) ? 0 : number(at);
		this.inBody = true;
	}

	/** Returns where the text ends that begins a line, in whatever case; or -1. */
	private int find(String lowerCase) {
		for (int i = 1; i + lowerCase.length() < this.length; i++) {
			if (this.head[i - 1] == '\n' && matches(i, lowerCase)) {
				return i + lowerCase.length();
			}
		}
		return -1;
	}

	private boolean matches(int from, String lowerCase) {
		for (int i = 0; i < lowerCase.length(); i++) {
			if (Character.toLowerCase(this.head[from + i]) != lowerCase.charAt(i)) {
				return false;
			}
		}
		return true;
	}

	private long number(int from) {
		long number = 0;
		for (int i = from; this.head[i] >= '0' && this.head[i] <= '9'; i++) {
			number = number * 10 + this.head[i] - '0';
		}
		return number;
	}

	/** Returns the status of the answer that has ended. */
	int status() {
		return this.status;
	}

	/** Returns whether the connection ends with the answer. */
	boolean isClosing() {
		return this.closing;
	}

}
