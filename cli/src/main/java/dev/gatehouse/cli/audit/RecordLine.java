package dev.gatehouse.cli.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * What chains one record to another: its number, its hash and that of the one before it.
 * The hash is SHA-256 over {@code prev} followed by the line without {@code hash}. A
 * quotation mark within a text is escaped, so that a member's name is found by its bytes.
 */
final class RecordLine {

	static final int HASH_LENGTH = 64;

	private static final byte[] HASH = ascii("\"hash\":\"");

	private static final byte[] PREV = ascii("\"prev\":\"");

	private static final byte[] SEQ = ascii("\"seq\":");

	private static final byte[] TIME = ascii("\"time\":\"");

	private static final int DAY_LENGTH = 10;

	private static final byte[] KIND = ascii("{\"decision\":\"");

	private static final byte[] DIGITS = ascii("0123456789abcdef");

	private final MessageDigest digest = sha256();

	private final byte[] hash = new byte[HASH_LENGTH];

	private final byte[] prev = new byte[HASH_LENGTH];

	private long seq;

	private int hashAt;

	private int seqAt;

	/** Reads a line. Returns whether it is a record. */
	boolean read(byte[] bytes, int from, int end) {
		this.hashAt = find(bytes, from, end, HASH);
		int prevAt = (this.hashAt >= 0) ? find(bytes, this.hashAt, end, PREV) : -1;
		this.seqAt = (prevAt >= 0) ? find(bytes, prevAt, end, SEQ) : -1;
		if (this.seqAt < 0 || bytes[from] != '{' || bytes[end - 1] != '}' || this.hashAt + HASH_LENGTH + 2 > end
				|| prevAt + HASH_LENGTH + 2 > end || !number(bytes, this.seqAt, end)) {
			return false;
		}
		System.arraycopy(bytes, this.hashAt, this.hash, 0, HASH_LENGTH);
		System.arraycopy(bytes, prevAt, this.prev, 0, HASH_LENGTH);
		return true;
	}

	private boolean number(byte[] bytes, int at, int end) {
		long number = 0;
		int digit = at;
		while (digit < end && bytes[digit] >= '0' && bytes[digit] <= '9' && digit - at < 19) {
			number = 10 * number + bytes[digit] - '0';
			digit++;
		}
		this.seq = number;
		return digit > at && digit < end && (bytes[digit] == ',' || bytes[digit] == '}');
	}

	/** Whether the line that was read last is what its hash was made of. */
	boolean isUnchanged(byte[] bytes, int from, int end) {
		int memberEnd = this.hashAt + HASH_LENGTH + 1;
		// With the comma before it, which it always has.
		int member = this.hashAt - HASH.length - 1;
		if (member < from || bytes[member] != ',' || bytes[memberEnd - 1] != '"') {
			return false;
		}
		this.digest.update(this.prev);
		this.digest.update(bytes, from, member - from);
		this.digest.update(bytes, memberEnd, end - memberEnd);
		byte[] made = this.digest.digest();
		for (int i = 0; i < made.length; i++) {
			if (this.hash[2 * i] != hex(made[i] >> 4) || this.hash[2 * i + 1] != hex(made[i])) {
				return false;
			}
		}
		return true;
	}

	/** Where the day begins (UTC) of the line that was read last; -1: it has none. */
	int dayAt(byte[] bytes, int end) {
		int at = find(bytes, this.seqAt, end, TIME);
		return (at + DAY_LENGTH <= end) ? at : -1;
	}

	/** Whether a day that begins at a place is after another. */
	static boolean isLater(byte[] bytes, int dayAt, byte[] other) {
		return dayAt >= 0 && Arrays.compare(bytes, dayAt, dayAt + DAY_LENGTH, other, 0, DAY_LENGTH) > 0;
	}

	/** The day that begins at a place. */
	static String day(byte[] bytes, int dayAt) {
		return (dayAt >= 0) ? new String(bytes, dayAt, DAY_LENGTH, StandardCharsets.US_ASCII) : "";
	}

	private static byte hex(int digit) {
		return DIGITS[digit & 0xf];
	}

	/** Whether the record is not about a request, but about the record itself. */
	static boolean isAboutTheRecord(byte[] bytes, int from, int end) {
		return end - from > KIND.length && Arrays.equals(bytes, from, from + KIND.length, KIND, 0, KIND.length);
	}

	long seq() {
		return this.seq;
	}

	String hash() {
		return new String(this.hash, StandardCharsets.US_ASCII);
	}

	String prev() {
		return new String(this.prev, StandardCharsets.US_ASCII);
	}

	/** Whether it is linked to the record that had this hash. */
	boolean isAfter(byte[] hash) {
		return Arrays.equals(this.prev, hash);
	}

	void keepHash(byte[] into) {
		System.arraycopy(this.hash, 0, into, 0, HASH_LENGTH);
	}

	/** Where the bytes end that are looked for; -1: they are not there. */
	static int find(byte[] bytes, int from, int end, byte[] what) {
		byte first = what[1];
		for (int at = from; at <= end - what.length; at++) {
			if (bytes[at + 1] == first && Arrays.equals(bytes, at, at + what.length, what, 0, what.length)) {
				return at + what.length;
			}
		}
		return -1;
	}

	static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
