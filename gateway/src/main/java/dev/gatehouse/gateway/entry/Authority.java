package dev.gatehouse.gateway.entry;

import java.nio.charset.StandardCharsets;

import io.netty.util.NetUtil;

/**
 * Knows the name of a host with or without a port (RFC 3986, section 3.2), as a
 * {@code Host} field may have it (RFC 9110, section 7.2). Narrower than the grammar: what
 * no name server, certificate or client uses is no name here.
 */
final class Authority {

	private static final int LONGEST = 255;

	private static final int LAST_PORT = 65535;

	private Authority() {
	}

	static boolean is(byte[] octets, int from, int to) {
		if (to == from || to - from > LONGEST) {
			return false;
		}
		int end = (octets[from] == '[') ? endOfLiteral(octets, from, to) : endOfName(octets, from, to);
		return end > from && (end == to || (octets[end] == ':' && isPort(octets, end + 1, to)));
	}

	/** Returns whether the text, of a header field that somebody set, is one. */
	static boolean is(String text) {
		byte[] octets = text.getBytes(StandardCharsets.UTF_8);
		return is(octets, 0, octets.length);
	}

	private static int endOfName(byte[] octets, int from, int to) {
		int end = from;
		while (end < to && Octets.isName(octets[end])) {
			end++;
		}
		return end;
	}

	private static int endOfLiteral(byte[] octets, int from, int to) {
		for (int i = from + 1; i < to; i++) {
			if (octets[i] == ']') {
				String address = new String(octets, from + 1, i - from - 1, StandardCharsets.ISO_8859_1);
				return (address.indexOf('%') < 0 && NetUtil.isValidIpV6Address(address)) ? i + 1 : from;
			}
		}
		return from;
	}

	private static boolean isPort(byte[] octets, int from, int to) {
		if (to == from || to - from > 5) {
			return false;
		}
		int port = 0;
		for (int i = from; i < to; i++) {
			if (!Octets.isDigit(octets[i])) {
				return false;
			}
			port = port * 10 + octets[i] - '0';
		}
		return port > 0 && port <= LAST_PORT;
	}

}
