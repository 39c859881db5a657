package dev.gatehouse.gateway.entry;

import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The fields on which it depends whom a request is for and where its body ends (RFC 9112,
 * section 6.3; RFC 9110, section 7.2). Each has one reading, in every version of HTTP.
 */
final class DecisiveFields {

	/** The length of a body that nothing announces. */
	static final long NO_LENGTH = -1;

	private final long maxBody;

	private boolean named;

	private boolean keepHost;

	private @Nullable String host;

	private long length = NO_LENGTH;

	private boolean chunked;

	/**
	 * Creates an empty set of them.
	 * @param maxBody bytes
	 */
	DecisiveFields(long maxBody) {
		this.maxBody = maxBody;
	}

	/** Makes ready for the next head. */
	void reset() {
		this.named = false;
		this.keepHost = false;
		this.host = null;
		this.length = NO_LENGTH;
		this.chunked = false;
	}

	/** Says whether the host has to be compared with another name of it. */
	void keepHost(boolean keep) {
		this.keepHost = keep;
	}

	/** Returns whether a request names the host in its field. */
	boolean isNamed() {
		return this.named;
	}

	/** Returns the announced length of the body. */
	long length() {
		return this.length;
	}

	boolean isChunked() {
		return this.chunked;
	}

	/** Returns whether the field of this name is one of them. */
	static boolean includes(byte[] octets, int from, int to) {
		return switch (to - from) {
			case 4 -> Octets.equalsIgnoreCase("host", octets, from, to);
			case 6 -> Octets.equalsIgnoreCase("expect", octets, from, to);
			case 14 -> Octets.equalsIgnoreCase("content-length", octets, from, to);
			case 17 -> Octets.equalsIgnoreCase("transfer-encoding", octets, from, to);
			// Of a WebSocket that never became a standard; Netty takes it for a body of
			// eight octets.
			case 18 -> Octets.equalsIgnoreCase("sec-websocket-key", octets, from, to - 1);
			default -> false;
		};
	}

	/**
	 * Reads the value of one, without blanks around it.
	 * @param nameLength of the field's name: among them it tells which one it is
	 * @throws Refusal if it has no reading
	 */
	void read(int nameLength, byte[] octets, int from, int to) {
		switch (nameLength) {
			case 4 -> readHost(octets, from, to);
			case 6 -> readExpectation(octets, from, to);
			case 14 -> readLength(octets, from, to);
			case 17 -> readCoding(octets, from, to);
			default -> throw HeadCheck.malformed("This kind of WebSocket is not spoken here.");
		}
	}

	/**
	 * Checks that the request names one host.
	 * @param authority what the target names, in lower case; null if it names nothing
	 */
	void check(@Nullable String authority) {
		if (!this.named) {
			throw unnamed();
		}
		if (authority != null && !authority.equals(this.host)) {
			throw HeadCheck.malformed("The request target names another host.");
		}
	}

	private void readHost(byte[] octets, int from, int to) {
		if (this.named || !Authority.is(octets, from, to)) {
			throw unnamed();
		}
		this.named = true;
		if (this.keepHost) {
			this.host = RequestLine.lowerCase(octets, from, to);
		}
	}

	private static void readExpectation(byte[] octets, int from, int to) {
		if (!Octets.equalsIgnoreCase("100-continue", octets, from, to)) {
			throw Refusal.of(Problem.EXPECTATION_FAILED, "Only 100-continue can be expected.");
		}
	}

	private void readLength(byte[] octets, int from, int to) {
		if (this.length != NO_LENGTH || from == to) {
			throw badLength();
		}
		long announced = 0;
		for (int i = from; i < to; i++) {
			if (!Octets.isDigit(octets[i])) {
				throw badLength();
			}
			int digit = octets[i] - '0';
			announced = (announced > (Long.MAX_VALUE - digit) / 10) ? Long.MAX_VALUE : announced * 10 + digit;
		}
		if (announced == Long.MAX_VALUE) {
			throw Entry.tooLarge(this.maxBody);
		}
		this.length = announced;
	}

	private void readCoding(byte[] octets, int from, int to) {
		if (this.chunked || !Octets.equalsIgnoreCase("chunked", octets, from, to)) {
			throw HeadCheck.malformed("The transfer coding can only be chunked, once.");
		}
		this.chunked = true;
	}

	static Refusal unnamed() {
		return HeadCheck.malformed("Exactly one valid Host header field is needed.");
	}

	private static Refusal badLength() {
		return HeadCheck.malformed("The Content-Length is not one number.");
	}

}
