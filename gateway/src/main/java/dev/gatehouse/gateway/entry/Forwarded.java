package dev.gatehouse.gateway.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Reads {@code Forwarded} header fields (RFC 7239, section 4). Of fields that are not
 * well-formed nothing is believed: they are one hop that says nothing.
 */
final class Forwarded {

	/**
	 * What one proxy saw.
	 *
	 * @param node who asked it: an address, with a port perhaps, or some other name
	 * @param proto with which protocol
	 * @param host for which host
	 */
	record Hop(@Nullable String node, @Nullable String proto, @Nullable String host) {

		static final Hop EMPTY = new Hop(null, null, null);

		/** Returns the bytes of the node's address; null if it does not say one. */
		byte @Nullable [] address() {
			if (this.node == null) {
				return null;
			}
			byte[] whole = Network.addressBytes(this.node);
			int end = this.node.startsWith("[") ? this.node.indexOf(']') : this.node.indexOf(':');
			if (whole != null || end < 0) {
				return whole;
			}
			boolean bracketed = this.node.charAt(end) == ']';
			String port = this.node.substring(bracketed ? end + 1 : end);
			return isPort(port) ? Network.addressBytes(this.node.substring(bracketed ? 1 : 0, end)) : null;
		}

		private static boolean isPort(String text) {
			return text.isEmpty() || text.matches(":(\\d{1,5}|_[A-Za-z0-9._-]+)");
		}

		private Hop with(String name, String value) {
			return switch (name.toLowerCase(Locale.ROOT)) {
				case "for" -> new Hop(once(this.node, value), this.proto, this.host);
				case "proto" -> new Hop(this.node, once(this.proto, value), this.host);
				case "host" -> new Hop(this.node, this.proto, once(this.host, value));
				default -> this;
			};
		}

		private static String once(@Nullable String before, String value) {
			if (before != null) {
				throw new IllegalArgumentException("stands twice");
			}
			return value;
		}

	}

	private final String text;

	private int at;

	private Forwarded(String text) {
		this.text = text;
	}

	/** Returns the hops of all lines, the nearest proxy's last. */
	static List<Hop> read(List<String> lines) {
		List<Hop> hops = new ArrayList<>();
		try {
			for (String line : lines) {
				new Forwarded(line).readInto(hops);
			}
			return hops;
		}
		catch (IllegalArgumentException ex) {
			return List.of(Hop.EMPTY);
		}
	}

	private void readInto(List<Hop> hops) {
		Hop hop = Hop.EMPTY;
		while (true) {
			skipBlanks();
			if (this.at < this.text.length() && isToken(this.text.charAt(this.at))) {
				String name = token();
				expect('=');
				hop = hop.with(name, value());
				skipBlanks();
			}
			if (this.at == this.text.length()) {
				hops.add(hop);
				return;
			}
			if (this.text.charAt(this.at) == ',') {
				hops.add(hop);
				hop = Hop.EMPTY;
				this.at++;
			}
			else {
				expect(';');
			}
		}
	}

	private String value() {
		return (this.at < this.text.length() && this.text.charAt(this.at) == '"') ? quoted() : token();
	}

	private String token() {
		int from = this.at;
		while (this.at < this.text.length() && isToken(this.text.charAt(this.at))) {
			this.at++;
		}
		if (this.at == from) {
			throw new IllegalArgumentException("no token");
		}
		return this.text.substring(from, this.at);
	}

	private String quoted() {
		StringBuilder value = new StringBuilder();
		this.at++;
		while (this.at < this.text.length() && this.text.charAt(this.at) != '"') {
			if (this.text.charAt(this.at) == '\\' && this.at + 1 < this.text.length()) {
				this.at++;
			}
			value.append(this.text.charAt(this.at++));
		}
		expect('"');
		return value.toString();
	}

	private void expect(char wanted) {
		if (this.at == this.text.length() || this.text.charAt(this.at) != wanted) {
			throw new IllegalArgumentException("no " + wanted);
		}
		this.at++;
	}

	private void skipBlanks() {
		while (this.at < this.text.length()
				&& (this.text.charAt(this.at) == ' ' || this.text.charAt(this.at) == '\t')) {
			this.at++;
		}
	}

	private static boolean isToken(char c) {
		return c < 128 && Octets.isToken((byte) c);
	}

}
