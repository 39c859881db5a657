package dev.gatehouse.gateway.walk;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** A request as it reached a service, from the moment its head was there. */
final class Arrival {

	private final int connection;

	private final String requestLine;

	private final List<Header> headers;

	private volatile String body = "";

	private volatile boolean whole;

	Arrival(int connection, List<String> head) {
		this.connection = connection;
		this.requestLine = head.getFirst();
		this.headers = Header.parse(head.subList(1, head.size()));
	}

	void received(String body, boolean whole) {
		this.body = body;
		this.whole = whole;
	}

	/** Which of the service's connections it came over, counted from one. */
	int connection() {
		return this.connection;
	}

	String requestLine() {
		return this.requestLine;
	}

	/** The request target, byte for byte. */
	String target() {
		return this.requestLine.split(" ", -1)[1];
	}

	List<Header> headers() {
		return this.headers;
	}

	List<String> values(String name) {
		return Header.values(this.headers, name);
	}

	@Nullable String header(String name) {
		List<String> values = values(name);
		return values.isEmpty() ? null : values.getFirst();
	}

	String body() {
		return this.body;
	}

	/** Whether the body came to the end that its framing announced. */
	boolean isWhole() {
		return this.whole;
	}

	@Override
	public String toString() {
		return this.requestLine + " " + this.headers;
	}

}
