package dev.gatehouse.gateway.warmup;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A request or an answer with a {@code Content-Length} or without a body (RFC 9112), as
 * both ends of a warm-up send them. What is small needs no warm-up itself.
 *
 * @param start its first line
 */
record Message(String start) {

	private static final int LARGEST_HEAD = 8192;

	private static final String LENGTH = "\r\ncontent-length:";

	/**
	 * Reads one to its end.
	 * @return null at the end of the connection
	 */
	static @Nullable Message read(InputStream in) throws IOException {
		byte[] head = new byte[LARGEST_HEAD];
		int length = 0;
		while (!isWhole(head, length)) {
			int next = in.read();
			if (next < 0 && length == 0) {
				return null;
			}
			if (next < 0 || length == LARGEST_HEAD) {
				throw new EOFException("a head of a message has no end");
			}
			head[length++] = (byte) next;
		}
		String text = new String(head, 0, length, StandardCharsets.ISO_8859_1);
		in.skipNBytes(bodyLength(text.toLowerCase(Locale.ROOT)));
		return new Message(text.substring(0, text.indexOf('\r')));
	}

	private static boolean isWhole(byte[] head, int length) {
		return length >= 4 && head[length - 1] == '\n' && head[length - 2] == '\r' && head[length - 3] == '\n';
	}

	private static int bodyLength(String head) {
		int at = head.indexOf(LENGTH);
		return (at < 0) ? 0
				: Integer.parseInt(head.substring(at + LENGTH.length(), head.indexOf('\r', at + 2)).strip());
	}

	/**
	 * Returns the bytes of one with this first line and these fields, each with its end.
	 */
	static byte[] bytes(String start, String fields, String body) {
		String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
		return (start + "\r\n" + fields + length + "\r\n" + body).getBytes(StandardCharsets.US_ASCII);
	}

}
