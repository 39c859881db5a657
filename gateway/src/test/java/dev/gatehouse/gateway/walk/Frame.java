package dev.gatehouse.gateway.walk;

import java.nio.ByteBuffer;

/** One frame as it was on the wire (RFC 9113, section 4.1). */
record Frame(int type, int flags, int stream, byte[] payload) {

	static final int DATA = 0;

	static final int HEADERS = 1;

	static final int PRIORITY = 2;

	static final int RESET = 3;

	static final int SETTINGS = 4;

	static final int PUSH_PROMISE = 5;

	static final int PING = 6;

	static final int GO_AWAY = 7;

	static final int WINDOW_UPDATE = 8;

	static final int CONTINUATION = 9;

	/** Of settings and pings. */
	static final int ACK = 1;

	static final int END_STREAM = 1;

	static final int END_HEADERS = 4;

	boolean has(int flag) {
		return (this.flags & flag) != 0;
	}

	/** Returns whether the stream has nothing to come any more. */
	boolean endsStream() {
		return this.type == RESET || ((this.type == DATA || this.type == HEADERS) && has(END_STREAM));
	}

	/** Returns the error that a reset or a goodbye names. */
	int error() {
		return ByteBuffer.wrap(this.payload).getInt((this.type == GO_AWAY) ? 4 : 0);
	}

	/** Returns the bytes: 24 bits of length, type, flags, 32 bits of stream, payload. */
	byte[] bytes() {
		return ByteBuffer.allocate(9 + this.payload.length)
			.putInt(this.payload.length << 8 | this.type)
			.put((byte) this.flags)
			.putInt(this.stream)
			.put(this.payload)
			.array();
	}

}
