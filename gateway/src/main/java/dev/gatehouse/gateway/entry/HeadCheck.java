package dev.gatehouse.gateway.entry;

import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import org.jspecify.annotations.Nullable;

/*
 * Two readers of one request must not come to two readings of it. Netty's decoder repairs some of what it gets and leaves
 * other things to its users, so this one, which repairs nothing, reads each head before it. What it lets through has one
 * reading: CRLF at the end of each line, no control characters, no folded lines, one Host, and one way to tell where the
 * body ends.
 */
/**
 * Reads the head of one request after the other, line by line, and refuses what is not
 * well-formed to the octet (RFC 9112) or too large. Belongs to one connection.
 */
final class HeadCheck {

	/** The length of a body that nothing announces. */
	static final long NO_LENGTH = -1;

	private final EntrySettings.Limits limits;

	private final RequestLine requestLine;

	private boolean begun;

	private boolean emptyLine;

	private boolean complete;

	private int fields;

	private int size;

	private @Nullable String host;

	private boolean named;

	private long length = NO_LENGTH;

	private boolean chunked;

	HeadCheck(EntrySettings.Limits limits) {
		this.limits = limits;
		this.requestLine = new RequestLine(limits.maxPath());
	}

	/** Makes ready for the next head. */
	void reset() {
		this.begun = false;
		this.emptyLine = false;
		this.complete = false;
		this.fields = 0;
		this.size = 0;
		this.host = null;
		this.named = false;
		this.length = NO_LENGTH;
		this.chunked = false;
	}

	/** Returns whether the request line has been read and found well-formed. */
	boolean hasBegun() {
		return this.begun;
	}

	boolean isComplete() {
		return this.complete;
	}

	/** Returns the announced length of the body. */
	long length() {
		return this.length;
	}

	boolean isChunked() {
		return this.chunked;
	}

	/**
	 * Reads as many whole lines as there are.
	 * @param octets from the first line on that was not read yet
	 * @param to where they end
	 * @return how many octets were read
	 * @throws Refusal if the head is malformed or too large
	 */
	int read(byte[] octets, int to) {
		int line = 0;
		while (!this.complete) {
			int end = endOfLine(octets, line, to);
			if (end == to) {
				checkUnfinished(octets, line, to);
				return line;
			}
			readLine(octets, line, end);
			line = end + 2;
		}
		return line;
	}

	/** Returns the index of the CR of a CRLF, or {@code to} if there is none yet. */
	private static int endOfLine(byte[] octets, int from, int to) {
		int end = Octets.firstControl(octets, from, to);
		while (end < to && octets[end] == '\t') {
			end = Octets.firstControl(octets, end + 1, to);
		}
		if (end == to || (octets[end] == '\r' && end + 1 == to)) {
			return to;
		}
		if (octets[end] != '\r' || octets[end + 1] != '\n') {
			throw malformed("The head has a control character, or a line that does not end in CRLF.");
		}
		return end;
	}

	private void checkUnfinished(byte[] octets, int from, int to) {
		if (!this.begun) {
			this.requestLine.check(octets, from, to);
		}
		else if (to - from > 1 && this.size + to - from > this.limits.maxHeaders().toBytes()) {
			// A single octet may still be the CR of the last line, which does not count.
			throw tooLarge();
		}
	}

	private void readLine(byte[] octets, int from, int end) {
		if (this.begun) {
			if (from == end) {
				finish();
			}
			else {
				readField(octets, from, end);
			}
		}
		else if (from == end && !this.emptyLine) {
			// Some clients end a body with one (RFC 9112, section 2.2).
			this.emptyLine = true;
		}
		else {
			this.requestLine.read(octets, from, end);
			this.begun = true;
		}
	}

	private void readField(byte[] octets, int from, int end) {
		int colon = from;
		while (colon < end && Octets.isToken(octets[colon])) {
			colon++;
		}
		if (colon == from || colon == end || octets[colon] != ':') {
			throw malformed("A header line does not begin with a name and a colon.");
		}
		this.fields++;
		this.size += end + 2 - from;
		if (this.fields > this.limits.maxHeaderCount() || this.size > this.limits.maxHeaders().toBytes()) {
			throw tooLarge();
		}
		if (decides(octets, from, colon)) {
			int valueFrom = colon + 1;
			while (valueFrom < end && Octets.isBlank(octets[valueFrom])) {
				valueFrom++;
			}
			int valueEnd = end;
			while (valueEnd > valueFrom && Octets.isBlank(octets[valueEnd - 1])) {
				valueEnd--;
			}
			readValue(colon - from, octets, valueFrom, valueEnd);
		}
	}

	/** Returns whether the field is one of those that the framing depends on. */
	private static boolean decides(byte[] octets, int from, int colon) {
		return switch (colon - from) {
			case 4 -> Octets.equalsIgnoreCase("host", octets, from, colon);
			case 6 -> Octets.equalsIgnoreCase("expect", octets, from, colon);
			case 14 -> Octets.equalsIgnoreCase("content-length", octets, from, colon);
			case 17 -> Octets.equalsIgnoreCase("transfer-encoding", octets, from, colon);
			// Of a WebSocket that never became a standard; Netty takes it for a body of
			// eight octets.
			case 18 -> Octets.equalsIgnoreCase("sec-websocket-key", octets, from, colon - 1);
			default -> false;
		};
	}

	private void readValue(int nameLength, byte[] octets, int from, int to) {
		switch (nameLength) {
			case 4 -> readHost(octets, from, to);
			case 6 -> readExpectation(octets, from, to);
			case 14 -> readLength(octets, from, to);
			case 17 -> readCoding(octets, from, to);
			default -> throw malformed("This kind of WebSocket is not spoken here.");
		}
	}

	private void readHost(byte[] octets, int from, int to) {
		if (this.named || !Authority.is(octets, from, to)) {
			throw malformed("Exactly one valid Host header field is needed.");
		}
		this.named = true;
		if (this.requestLine.authority() != null) {
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
			throw Entry.tooLarge(this.limits.maxBody().toBytes());
		}
		this.length = announced;
	}

	private void readCoding(byte[] octets, int from, int to) {
		if (this.chunked || !Octets.equalsIgnoreCase("chunked", octets, from, to)) {
			throw malformed("The transfer coding can only be chunked, once.");
		}
		this.chunked = true;
	}

	private void finish() {
		if (!this.named) {
			throw malformed("Exactly one valid Host header field is needed.");
		}
		if (this.chunked && (this.length != NO_LENGTH || this.requestLine.isOld())) {
			throw malformed("There are two ways to tell where the body ends, or one that HTTP/1.0 does not know.");
		}
		String authority = this.requestLine.authority();
		if (authority != null && !authority.equals(this.host)) {
			throw malformed("The request target names another host.");
		}
		this.complete = true;
	}

	private static Refusal badLength() {
		return malformed("The Content-Length is not one number.");
	}

	private static Refusal malformed(String detail) {
		return Refusal.of(Problem.BAD_REQUEST, detail);
	}

	static Refusal tooLarge() {
		return Refusal.of(Problem.HEADERS_TOO_LARGE, "The header fields are too many or too large.");
	}

}
