package dev.gatehouse.gateway.walk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a client got.
 *
 * @param status 0 if the connection ended without an answer
 * @param whole whether the body came to the end that its framing announced
 */
record Answer(int status, List<Header> headers, String body, boolean whole) {

	/** Reads the next final answer; HEAD's has no body. */
	static Answer read(Wire wire, String method) throws IOException {
		while (true) {
			List<String> head = wire.readHead();
			if (head == null) {
				return new Answer(0, List.of(), "", false);
			}
			int status = Integer.parseInt(head.getFirst().split(" ", -1)[1]);
			if (status >= 200) {
				return read(wire, method, status, Header.parse(head.subList(1, head.size())));
			}
		}
	}

	private static Answer read(Wire wire, String method, int status, List<Header> headers) throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		boolean whole = method.equals("HEAD") || status == 204 || status == 304 || wire.readBody(headers, body, true);
		return new Answer(status, headers, body.toString(StandardCharsets.UTF_8), whole);
	}

	List<String> values(String name) {
		return Header.values(this.headers, name);
	}

	@Nullable String header(String name) {
		List<String> values = values(name);
		return values.isEmpty() ? null : values.getFirst();
	}

	String requestId() {
		return String.valueOf(header("X-Request-Id"));
	}

}
