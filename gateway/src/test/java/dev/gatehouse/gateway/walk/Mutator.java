package dev.gatehouse.gateway.walk;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/**
 * Makes requests that nobody thought of out of those of the corpora: octets are changed,
 * put in and left out, parts doubled and grafted, tokens forged. The same seed makes the
 * same ones.
 */
final class Mutator {

	/** What parsers stumble over. */
	private static final List<String> PIECES = List.of("\r\n", "\n", "\r", "\0", "\t", " ", "\u000b", "\u007f",
			"\u0085", "\u00ff", ":", ";", ",", "%00", "%2e", "%2f", "%", "..", "//", "\\", "/", "?", "#", "0", "-1",
			"+", "0x", "2147483648", "9223372036854775808", "99999999999999999999", "\r\n\r\n", "0\r\n\r\n", "\r\n ",
			"\r\n\t", "Transfer-Encoding: chunked\r\n", "Transfer-Encoding: x\r\n", "Content-Length: 5\r\n",
			"Content-Length: 0\r\n", "Host: evil.example\r\n", "Connection: close\r\n", "Connection: X-Client-Id\r\n",
			"X-Client-Id: admin\r\n", "Expect: 100-continue\r\n", "Upgrade: h2c\r\n", "Sec-WebSocket-Key1: 1\r\n",
			"Authorization: Bearer x\r\n", "access_token=x", "HTTP/1.0", "HTTP/2.0", "HEAD ", "OPTIONS ", "CONNECT ",
			"PUT ", "DELETE ", "chunked", "GET /v1/accounts HTTP/1.1\r\nHost: a\r\n\r\n", "\u00e9", "{\"a\":",
			"[[[[[[[[", "eyJ", "\"", "=", "..;/");

	private final List<String> seeds;

	private final String token;

	private final Random random;

	/**
	 * Creates a mutator.
	 * @param seeds requests, octet by octet
	 * @param token the good token in them
	 */
	Mutator(List<String> seeds, String token, long seed) {
		this.seeds = List.copyOf(seeds);
		this.token = token;
		this.random = new Random(seed);
	}

	/** Makes the next request. */
	String next() {
		String request = pick(this.seeds);
		if (this.random.nextInt(4) == 0) {
			request = request.replace(this.token, token());
		}
		for (int i = this.random.nextInt(4); i >= 0; i--) {
			request = mutated(request);
		}
		return request;
	}

	private String mutated(String request) {
		if (request.isEmpty()) {
			return pick(PIECES);
		}
		int from = place(request);
		int to = Math.min(request.length(), from + 1 + this.random.nextInt(8));
		String before = request.substring(0, from);
		String after = request.substring(to);
		return switch (this.random.nextInt(10)) {
			case 0 ->
				before + (char) (request.charAt(from) ^ (1 << this.random.nextInt(8))) + request.substring(from + 1);
			case 1 -> before + (char) this.random.nextInt(256) + request.substring(from + 1);
			case 2, 3 -> before + pick(PIECES) + request.substring(from);
			case 4 -> before + pick(PIECES) + after;
			case 5 -> before + after;
			case 6 -> before + request.substring(from, to).repeat(1 + this.random.nextInt(5)) + after;
			case 7 -> graft(before);
			case 8 -> before + line(request) + request.substring(from);
			default -> (this.random.nextInt(20) == 0) ? before + pick(PIECES).repeat(5000) + after : before;
		};
	}

	/** Half of the time near the end of a line, where most is decided. */
	private int place(String request) {
		int place = this.random.nextInt(request.length());
		int line = request.indexOf('\r', place);
		return (line < 0 || this.random.nextBoolean()) ? place
				: Math.max(0, Math.min(request.length() - 1, line - 3 + this.random.nextInt(7)));
	}

	private String graft(String before) {
		String other = pick(this.seeds);
		return before + other.substring(this.random.nextInt(other.length()));
	}

	private String line(String request) {
		List<String> lines = request.lines().toList();
		return pick(lines) + "\r\n";
	}

	private String token() {
		List<String> parts = new ArrayList<>(List.of(this.token.split("\\.", -1)));
		int part = this.random.nextInt(parts.size());
		String text = parts.get(part);
		if (part < 2 && this.random.nextBoolean()) {
			String json = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.ISO_8859_1);
			text = Base64.getUrlEncoder()
				.withoutPadding()
				.encodeToString(mutated(json).getBytes(StandardCharsets.ISO_8859_1));
		}
		else {
			text = mutated(text).replaceAll("[\r\n]", "");
		}
		parts.set(part, text);
		if (this.random.nextInt(8) == 0) {
			parts.add(pick(parts));
		}
		return String.join(".", parts);
	}

	private <T> T pick(List<T> list) {
		return list.get(this.random.nextInt(list.size()));
	}

}
