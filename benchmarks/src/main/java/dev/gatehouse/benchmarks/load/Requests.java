package dev.gatehouse.benchmarks.load;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * One request for each token, written out beforehand; each in its turn. After a token,
 * and each after a tab, can stand fields that go with it; {@code Authorization} among
 * them takes the place of the bearer token.
 */
final class Requests {

	private final List<ByteBuf> prepared;

	/** Prepares GET requests of this URL, one for each token with its fields. */
	Requests(URI url, List<String> tokens) {
		this.prepared = tokens.stream().map((token) -> request(url, token)).toList();
	}

	private static ByteBuf request(URI url, String line) {
		byte[] bytes = ("GET " + url.getRawPath() + " HTTP/1.1\r\nHost: " + url.getRawAuthority() + "\r\n"
				+ fields(line) + "\r\n\r\n")
			.getBytes(StandardCharsets.US_ASCII);
		return Unpooled.unreleasableBuffer(Unpooled.directBuffer(bytes.length).writeBytes(bytes));
	}

	static String fields(String line) {
		int end = line.indexOf('\t');
		String fields = (end < 0) ? "" : line.substring(end + 1).replace("\t", "\r\n");
		if (fields.startsWith("Authorization: ")) {
			return fields;
		}
		String bearer = "Authorization: Bearer " + ((end < 0) ? line : line.substring(0, end));
		return fields.isEmpty() ? bearer : bearer + "\r\n" + fields;
	}

	/** Returns the request of this number. */
	ByteBuf get(long number) {
		return this.prepared.get((int) (number % this.prepared.size())).duplicate();
	}

}
