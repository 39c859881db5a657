package dev.gatehouse.benchmarks.load;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** One request for each token, written out beforehand; each in its turn. */
final class Requests {

	private final List<ByteBuf> prepared;

	/** Prepares GET requests of this URL, one for each token. */
	Requests(URI url, List<String> tokens) {
		this.prepared = tokens.stream().map((token) -> request(url, token)).toList();
	}

	private static ByteBuf request(URI url, String token) {
		byte[] bytes = ("GET " + url.getRawPath() + " HTTP/1.1\r\nHost: " + url.getRawAuthority()
				+ "\r\nAuthorization: Bearer " + token + "\r\n\r\n")
			.getBytes(StandardCharsets.US_ASCII);
		return Unpooled.unreleasableBuffer(Unpooled.directBuffer(bytes.length).writeBytes(bytes));
	}

	/** Returns the request of this number. */
	ByteBuf get(long number) {
		return this.prepared.get((int) (number % this.prepared.size())).duplicate();
	}

}
