package dev.gatehouse.gateway.record;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A JSON object (RFC 8259) on one line, in UTF-8 and without white space, written member
 * by member into bytes that are used again for the next. Every request makes one, so it
 * makes nothing else.
 */
final class JsonLine {

	private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

	private byte[] bytes = new byte[1024];

	private int length;

	/** Begins the object anew. */
	void begin() {
		this.length = 0;
		put('{');
	}

	void end() {
		put('}');
	}

	int length() {
		return this.length;
	}

	void member(String name, @Nullable String value) {
		name(name);
		if (value == null) {
			ascii("null");
		}
		else {
			string(value);
		}
	}

	void member(String name, long value) {
		name(name);
		ascii(Long.toString(value));
	}

	void member(String name, @Nullable Long value) {
		name(name);
		ascii((value != null) ? Long.toString(value) : "null");
	}

	void member(String name, List<String> values) {
		name(name);
		put('[');
		for (int i = 0; i < values.size(); i++) {
			if (i > 0) {
				put(',');
			}
			string(values.get(i));
		}
		put(']');
	}

	/** Puts a member of hexadecimal digits at a place where another has just ended. */
	void insert(int at, String name, byte[] value) {
		int size = name.length() + 2 * value.length + 6;
		ensure(size);
		System.arraycopy(this.bytes, at, this.bytes, at + size, this.length - at);
		int end = this.length + size;
		this.length = at;
		name(name);
		put('"');
		for (byte octet : value) {
			hex(octet);
		}
		put('"');
		this.length = end;
	}

	void digest(MessageDigest digest) {
		digest.update(this.bytes, 0, this.length);
	}

	void writeTo(OutputStream out) throws IOException {
		out.write(this.bytes, 0, this.length);
	}

	private void name(String name) {
		if (this.bytes[this.length - 1] != '{') {
			put(',');
		}
		put('"');
		ascii(name);
		put('"');
		put(':');
	}

	private void string(String value) {
		put('"');
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			if (c >= ' ' && c < 128 && c != '"' && c != '\\') {
				put(c);
			}
			else if (c >= 128) {
				int end = i + Character.charCount(value.codePointAt(i));
				utf8(value.substring(i, end));
				i = end - 1;
			}
			else {
				escape(c);
			}
		}
		put('"');
	}

	private void escape(char c) {
		put('\\');
		switch (c) {
			case '"', '\\' -> put(c);
			case '\n' -> put('n');
			case '\r' -> put('r');
			case '\t' -> put('t');
			default -> {
				put('u');
				hex((byte) (c >> 8));
				hex((byte) c);
			}
		}
	}

	private void hex(byte octet) {
		put((char) HEX[(octet >> 4) & 0xf]);
		put((char) HEX[octet & 0xf]);
	}

	/** Half of a surrogate pair is no text, and becomes a question mark. */
	private void utf8(String text) {
		for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
			put((char) (octet & 0xff));
		}
	}

	private void ascii(String text) {
		for (int i = 0; i < text.length(); i++) {
			put(text.charAt(i));
		}
	}

	private void put(char octet) {
		if (this.length == this.bytes.length) {
			ensure(1);
		}
		this.bytes[this.length++] = (byte) octet;
	}

	private void ensure(int more) {
		if (this.length + more > this.bytes.length) {
			this.bytes = Arrays.copyOf(this.bytes, Math.max(2 * this.bytes.length, this.length + more));
		}
	}

	@Override
	public String toString() {
		return new String(this.bytes, 0, this.length, StandardCharsets.UTF_8);
	}

}
