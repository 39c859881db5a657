package dev.gatehouse.gateway.entry;

import io.netty.buffer.ByteBuf;

/*
 * Each frame of a client's costs us something, and only what is answered is worth it. So frames run up a debt, answers pay
 * it off, and whoever owes too much is no client: floods of pings, settings, resets, empty data or anything to come are
 * all the same to it. Netty bounds what a head may be in octets and in small pieces.
 */
/**
 * Follows the frames of one connection of HTTP/2 (RFC 9113, section 4.1): whether a head
 * has begun that has not ended, and whether they lead anywhere.
 */
final class FrameCheck {

	/** What a connection may owe. */
	static final int MOST_DEBT = 10_000;

	/** What an answer pays off, and a request that comes to nothing adds. */
	static final int REQUEST = 50;

	private static final int PREFACE = 24;

	private static final int FRAME_HEADER = 9;

	private static final int SETTINGS_COST = 10;

	/** Octets of data that are worth their frame. */
	private static final int LEAST_DATA = 64;

	/** Octets sent for which a client may have to open its window once more. */
	private static final int WINDOW_STEP = 2048;

	private static final int DATA = 0;

	private static final int HEADERS = 1;

	private static final int SETTINGS = 4;

	private static final int CONTINUATION = 9;

	private static final int END_HEADERS = 4;

	private int left = PREFACE;

	private int headerOctets;

	private int length;

	private int type = SETTINGS;

	private int flags;

	private boolean inHead;

	private int debt;

	/** Returns whether a head has begun and not ended. */
	boolean isInHead() {
		return this.inHead;
	}

	/** Returns whether the frames are a flood. */
	boolean isFlood() {
		return this.debt > MOST_DEBT;
	}

	/** Reads what has come, and leaves it where it is. */
	void read(ByteBuf bytes) {
		int i = bytes.readerIndex();
		int to = bytes.writerIndex();
		while (i < to) {
			if (this.left > 0) {
				int skipped = Math.min(this.left, to - i);
				i += skipped;
				this.left -= skipped;
			}
			else {
				readHeader(bytes.getUnsignedByte(i++));
			}
			if (this.left == 0 && this.headerOctets == 0) {
				end();
			}
		}
	}

	private void readHeader(int octet) {
		switch (this.headerOctets) {
			case 0 -> this.length = octet;
			case 1, 2 -> this.length = this.length << 8 | octet;
			case 3 -> this.type = octet;
			case 4 -> this.flags = octet;
			default -> {
			}
		}
		this.headerOctets++;
		if (this.headerOctets == FRAME_HEADER) {
			this.headerOctets = 0;
			this.left = this.length;
			this.debt += cost();
			this.inHead |= this.type == HEADERS;
		}
	}

	private int cost() {
		return switch (this.type) {
			case DATA -> (this.length < LEAST_DATA) ? 1 : 0;
			case SETTINGS -> SETTINGS_COST;
			default -> 1;
		};
	}

	private void end() {
		if ((this.type == HEADERS || this.type == CONTINUATION) && (this.flags & END_HEADERS) != 0) {
			this.inHead = false;
		}
	}

	/** A request has its whole answer. */
	void answered() {
		this.debt = Math.max(0, this.debt - REQUEST);
	}

	/** A request has ended without its whole answer. */
	void abandoned() {
		this.debt += REQUEST;
	}

	/** Octets of a body were sent, which a client takes in with frames of its own. */
	void sent(int octets) {
		this.debt = Math.max(0, this.debt - 2 - octets / WINDOW_STEP);
	}

}
