package dev.gatehouse.gateway.entry;

import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;

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

	private final EntrySettings.Limits limits;

	private final RequestLine requestLine;

	private final DecisiveFields decisive;

	private boolean begun;

	private boolean emptyLine;

	private boolean complete;

	private int fields;

	private int size;

	HeadCheck(EntrySettings.Limits limits) {
		this.limits = limits;
		this.requestLine = new RequestLine(limits.maxPath());
		this.decisive = new DecisiveFields(limits.maxBody().toBytes());
	}

	/** Makes ready for the next head. */
	void reset() {
		this.begun = false;
		this.emptyLine = false;
		this.complete = false;
		this.fields = 0;
		this.size = 0;
		this.decisive.reset();
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
		return this.decisive.length();
	}

	boolean isChunked() {
		return this.decisive.isChunked();
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
			this.decisive.keepHost(this.requestLine.authority() != null);
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
		if (DecisiveFields.includes(octets, from, colon)) {
			int valueFrom = colon + 1;
			while (valueFrom < end && Octets.isBlank(octets[valueFrom])) {
				valueFrom++;
			}
			int valueEnd = end;
			while (valueEnd > valueFrom && Octets.isBlank(octets[valueEnd - 1])) {
				valueEnd--;
			}
			this.decisive.read(colon - from, octets, valueFrom, valueEnd);
		}
	}

	private void finish() {
		this.decisive.check(this.requestLine.authority());
		if (this.decisive.isChunked()
				&& (this.decisive.length() != DecisiveFields.NO_LENGTH || this.requestLine.isOld())) {
			throw malformed("There are two ways to tell where the body ends, or one that HTTP/1.0 does not know.");
		}
		this.complete = true;
	}

	static Refusal malformed(String detail) {
		return Refusal.of(Problem.BAD_REQUEST, detail);
	}

	static Refusal tooLarge() {
		return Refusal.of(Problem.HEADERS_TOO_LARGE, "The header fields are too many or too large.");
	}

}
