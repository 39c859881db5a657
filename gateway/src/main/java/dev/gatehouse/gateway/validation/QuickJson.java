package dev.gatehouse.gateway.validation;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads JSON where it stands, in one pass and without making anything of it. All that it
 * accepts {@link StrictJson} accepts as well; it is free to accept less, and leaves to
 * that one what is rare: an exponent, a number that is long, a name that is long or is
 * written with escapes.
 */
final class QuickJson {

	/** In bytes; above, the strict reader has limits of its own. */
	private static final int LARGEST = 16 * 1024 * 1024;

	private static final int LONGEST_NAME = 256;

	private static final int LONGEST_NUMBER = 40;

	/** As many digits always fit a long. */
	private static final int SAFE_DIGITS = 18;

	/** Where rules of one value each read it, how often its bytes may be read in all. */
	private static final int READINGS = 4;

	/** Bytes that stand for themselves in a text. */
	private static final boolean[] PLAIN = new boolean[256];
	static {
		Arrays.fill(PLAIN, ' ', 0x80, true);
		PLAIN['"'] = false;
		PLAIN['\\'] = false;
	}

	private final byte[] bytes;

	private final int end;

	private int at;

	private int depth;

	private long readings;

	private int from;

	private int to;

	private boolean escaped;

	private boolean ascii;

	private boolean whole;

	private QuickJson(byte[] bytes, int length) {
		this.bytes = bytes;
		this.end = length;
		this.readings = (long) READINGS * length;
	}

	/** Returns whether these bytes are JSON that follows the rule. */
	static boolean follows(QuickRule rule, byte[] bytes, int length) {
		if (length > LARGEST || !StrictJson.isPlainUtf8(bytes, length)) {
			return false;
		}
		QuickJson json = new QuickJson(bytes, length);
		json.skipSpace();
		if (!rule.accepts(json)) {
			return false;
		}
		json.skipSpace();
		return json.at == json.end;
	}

	/** Returns the next byte, and stays before it; 0: there is none. */
	int next() {
		return (this.at < this.end) ? this.bytes[this.at] : 0;
	}

	private void skipSpace() {
		while (this.at < this.end && isSpace(this.bytes[this.at])) {
			this.at++;
		}
	}

	private static boolean isSpace(byte b) {
		return b == ' ' || b == '\n' || b == '\t' || b == '\r';
	}

	/** Reads one byte with the space before it. Returns whether it is this one. */
	boolean read(char expected) {
		skipSpace();
		if (next() != expected) {
			return false;
		}
		this.at++;
		return true;
	}

	/** Goes into what is opened here. Returns whether anything may be as deep. */
	boolean open() {
		this.at++;
		skipSpace();
		return ++this.depth <= StrictJson.DEEPEST;
	}

	/** Goes out of what is closed here. Returns whether this closes it. */
	boolean close(char bracket) {
		this.depth--;
		return read(bracket);
	}

	/** Reads what stands between two values. Returns whether another one follows. */
	boolean another() {
		if (!read(',')) {
			return false;
		}
		skipSpace();
		return true;
	}

	/** Returns where the reader stands. */
	int position() {
		return this.at;
	}

	/** Goes back to the begin of a value. Returns whether it may be read once more. */
	boolean again(int begin) {
		this.readings -= this.at - begin;
		this.at = begin;
		return this.readings > 0;
	}

	/** Reads a word. */
	boolean word(String word) {
		if (word.length() > this.end - this.at) {
			return false;
		}
		for (int i = 0; i < word.length(); i++) {
			if (this.bytes[this.at + i] != word.charAt(i)) {
				return false;
			}
		}
		this.at += word.length();
		return true;
	}

	/** Reads a number. */
	boolean number() {
		this.from = this.at;
		if (next() == '-') {
			this.at++;
		}
		int digits = this.at;
		if (!digits() || (this.bytes[digits] == '0' && this.at - digits > 1)) {
			return false;
		}
		this.whole = next() != '.';
		if (!this.whole) {
			this.at++;
			if (!digits()) {
				return false;
			}
		}
		this.to = this.at;
		return this.to - this.from <= LONGEST_NUMBER;
	}

	private boolean digits() {
		int first = this.at;
		while (this.at < this.end && this.bytes[this.at] >= '0' && this.bytes[this.at] <= '9') {
			this.at++;
		}
		return this.at > first;
	}

	/** Returns whether the number that was read last is written as a whole one. */
	boolean isWhole() {
		return this.whole;
	}

	/** Returns whether the number that was read last surely lies within these. */
	boolean isWithin(long least, long most) {
		if (!this.whole || this.to - this.from > SAFE_DIGITS) {
			return false;
		}
		boolean negative = this.bytes[this.from] == '-';
		long number = 0;
		for (int i = negative ? this.from + 1 : this.from; i < this.to; i++) {
			number = number * 10 + (this.bytes[i] - '0');
		}
		number = negative ? -number : number;
		return number >= least && number <= most;
	}

	/** Reads a text. */
	boolean text() {
		byte[] present = this.bytes;
		this.escaped = false;
		this.ascii = true;
		this.from = this.at + 1;
		int i = this.from;
		while (i < this.end) {
			byte b = present[i];
			if (PLAIN[b & 0xff]) {
				i++;
			}
			else if (b == '"') {
				this.to = i;
				this.at = i + 1;
				return true;
			}
			else if (b < 0) {
				this.ascii = false;
				i++;
			}
			else {
				int length = (b == '\\') ? JsonEscape.length(present, i, this.end) : 0;
				if (length == 0) {
					return false;
				}
				this.escaped = true;
				i += length;
			}
		}
		return false;
	}

	/** Returns whether the text that was read last has so many characters. */
	boolean hasLength(int shortest, int longest) {
		int length = this.to - this.from;
		if (this.escaped || !this.ascii) {
			String text = lastText();
			length = text.codePointCount(0, text.length());
		}
		return length >= shortest && length <= longest;
	}

	/** Returns the text that was read last. */
	String lastText() {
		String text = new String(this.bytes, this.from, this.to - this.from,
				this.ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
		return this.escaped ? JsonEscape.plain(text) : text;
	}

	/** Reads the name of a member and the colon behind it. */
	boolean name() {
		if (next() != '"' || !text() || this.escaped || this.to - this.from > LONGEST_NAME || !read(':')) {
			return false;
		}
		skipSpace();
		return true;
	}

	/** Returns whether the name that was read last is this one, in UTF-8. */
	boolean isName(byte[] name) {
		return Arrays.equals(this.bytes, this.from, this.to, name, 0, name.length);
	}

	/** Returns the name that was read last, to be compared with others. */
	long nameAsPosition() {
		return (long) this.from << 32 | this.to;
	}

	/** Returns whether the name that was read last is this one. */
	boolean isNameAt(long position) {
		return Arrays.equals(this.bytes, this.from, this.to, this.bytes, (int) (position >>> 32), (int) position);
	}

}
