package dev.gatehouse.gateway.walk;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A block of fields as some client encodes it (RFC 7541), in that order and whatever they
 * are: as literals, and nothing of them is kept unless it is asked for.
 */
final class FieldBlock {

	private final List<Header> fields = new ArrayList<>();

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	/** Begins as a request for a path that is served. */
	static FieldBlock of(String method, String path) {
		return new FieldBlock().field(":method", method)
			.field(":scheme", "https")
			.field(":authority", Bank.HOST)
			.field(":path", path);
	}

	static FieldBlock get(String path) {
		return of("GET", path);
	}

	FieldBlock field(String name, String value) {
		this.fields.add(new Header(name, value));
		this.bytes.write(0);
		literal(name);
		literal(value);
		return this;
	}

	FieldBlock token(TestTokens token) {
		return field("authorization", "Bearer " + token.text());
	}

	FieldBlock json() {
		return field("content-type", "application/json");
	}

	/** Adds a field that both sides remember. */
	FieldBlock remembered(String name, String value) {
		this.bytes.write(0x40);
		literal(name);
		literal(value);
		return this;
	}

	/** Adds the field that both sides remembered last. */
	FieldBlock lastRemembered() {
		this.bytes.write(0x80 | 62);
		return this;
	}

	FieldBlock raw(int... octets) {
		for (int octet : octets) {
			this.bytes.write(octet);
		}
		return this;
	}

	private void literal(String text) {
		byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
		if (octets.length < 127) {
			this.bytes.write(octets.length);
		}
		else {
			this.bytes.write(127);
			int rest = octets.length - 127;
			for (; rest >= 128; rest >>= 7) {
				this.bytes.write(rest & 127 | 128);
			}
			this.bytes.write(rest);
		}
		this.bytes.writeBytes(octets);
	}

	byte[] encoded() {
		return this.bytes.toByteArray();
	}

	@Override
	public String toString() {
		return this.fields.toString();
	}

}
