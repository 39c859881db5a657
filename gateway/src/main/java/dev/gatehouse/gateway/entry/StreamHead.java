package dev.gatehouse.gateway.entry;

import java.util.List;

import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/*
 * Netty would reset a stream whose head is malformed, or answer 431 to one that is too large, without a word to anybody.
 * So its own checks are off, and this one takes their place: it gets each field as it is decoded, in its order and before
 * anything is joined or repaired, and keeps no more of them once it has found a reason to refuse. What a small block
 * unfolds to (an HPACK bomb) is so never held.
 */
/**
 * The head of one request on a stream of HTTP/2, or its trailers, judged field by field
 * (RFC 9113, sections 8.2 and 8.3) by the same rules as a head of HTTP/1.1.
 */
final class StreamHead extends DefaultHttp2Headers {

	/** What a field has beside its name and its value in HTTP/1.1: a colon and an end. */
	private static final int AROUND_FIELD = ": \r\n".length();

	private final EntrySettings.Limits limits;

	private final DecisiveFields decisive;

	private int pseudoFields;

	private int fields;

	private int size;

	private @Nullable AsciiString method;

	private @Nullable AsciiString scheme;

	private @Nullable AsciiString authority;

	private @Nullable AsciiString path;

	private @Nullable Refusal refusal;

	StreamHead(EntrySettings.Limits limits, int expectedFields) {
		super(false, expectedFields);
		this.limits = limits;
		this.decisive = new DecisiveFields(limits.maxBody().toBytes());
	}

	@Override
	public Http2Headers add(CharSequence name, CharSequence value) {
		if (this.refusal != null) {
			return this;
		}
		try {
			return read(AsciiString.of(name), AsciiString.of(value)) ? super.add(name, value) : this;
		}
		catch (Refusal problem) {
			this.refusal = problem;
			return this;
		}
	}

	/** Returns whether the field is one to keep. */
	private boolean read(AsciiString name, AsciiString value) {
		byte[] octets = value.array();
		int from = value.arrayOffset();
		int to = from + value.length();
		if (!name.isEmpty() && name.byteAt(0) == ':') {
			readPseudoField(name, value);
			return true;
		}
		this.fields++;
		this.size += name.length() + value.length() + AROUND_FIELD;
		if (this.fields > this.limits.maxHeaderCount() || this.size > this.limits.maxHeaders().toBytes()) {
			throw HeadCheck.tooLarge();
		}
		checkName(name);
		checkValue(octets, from, to);
		checkConnection(name, value);
		return isTrailer() || !isDecisive(name, octets, from, to);
	}

	/** A head begins with pseudo-fields, and trailers have none. */
	private boolean isTrailer() {
		return this.pseudoFields == 0;
	}

	private void readPseudoField(AsciiString name, AsciiString value) {
		this.pseudoFields++;
		if (this.fields > 0) {
			throw HeadCheck.malformed("A pseudo-header field stands behind a header field.");
		}
		byte[] octets = value.array();
		int from = value.arrayOffset();
		int to = from + value.length();
		switch (name.toString()) {
			case ":method" -> {
				RequestLine.readMethod(octets, from, to);
				this.method = once(this.method, value);
			}
			case ":path" -> {
				RequestLine.readPath(octets, from, to, this.limits.maxPath());
				this.path = once(this.path, value);
			}
			case ":scheme" -> {
				checkScheme(value);
				this.scheme = once(this.scheme, value);
			}
			case ":authority" -> {
				if (!Authority.is(octets, from, to)) {
					throw DecisiveFields.unnamed();
				}
				this.authority = once(this.authority, value);
			}
			default -> throw HeadCheck.malformed("There is a pseudo-header field that no request has.");
		}
	}

	private static void checkScheme(AsciiString scheme) {
		if (!scheme.contentEqualsIgnoreCase("https") && !scheme.contentEqualsIgnoreCase("http")) {
			throw HeadCheck.malformed("The scheme is neither https nor http.");
		}
	}

	private static AsciiString once(@Nullable AsciiString before, AsciiString value) {
		if (before != null) {
			throw HeadCheck.malformed("A pseudo-header field stands there twice.");
		}
		return value;
	}

	private static void checkName(AsciiString name) {
		byte[] octets = name.array();
		int to = name.arrayOffset() + name.length();
		for (int i = name.arrayOffset(); i < to; i++) {
			if (!Octets.isToken(octets[i]) || (octets[i] >= 'A' && octets[i] <= 'Z')) {
				throw HeadCheck.malformed("The name of a header field is not in lower case, or none.");
			}
		}
		if (name.isEmpty()) {
			throw HeadCheck.malformed("A header field has no name.");
		}
	}

	/** Nothing around it is trimmed away, and so nothing may be there (section 8.2.1). */
	private static void checkValue(byte[] octets, int from, int to) {
		int control = Octets.firstControl(octets, from, to);
		while (control < to && octets[control] == '\t') {
			control = Octets.firstControl(octets, control + 1, to);
		}
		if (control < to || (from < to && (Octets.isBlank(octets[from]) || Octets.isBlank(octets[to - 1])))) {
			throw HeadCheck.malformed("A header field has a control character, or blanks around its value.");
		}
	}

	/** A connection of HTTP/2 has no fields of its own (section 8.2.2). */
	private static void checkConnection(AsciiString name, AsciiString value) {
		boolean ofConnection = switch (name.length()) {
			case 2 -> name.contentEquals("te") && !value.contentEqualsIgnoreCase("trailers");
			case 7 -> name.contentEquals("upgrade");
			case 10 -> name.contentEquals("connection") || name.contentEquals("keep-alive");
			case 16 -> name.contentEquals("proxy-connection");
			case 17 -> name.contentEquals("transfer-encoding");
			default -> false;
		};
		if (ofConnection) {
			throw HeadCheck.malformed("A header field is of the connection, and HTTP/2 knows none of those.");
		}
	}

	/**
	 * Reads a field that decides, and returns whether it is one that another stands for:
	 * the host, if it is the authority too.
	 */
	private boolean isDecisive(AsciiString name, byte[] octets, int from, int to) {
		int nameFrom = name.arrayOffset();
		if (!DecisiveFields.includes(name.array(), nameFrom, nameFrom + name.length())) {
			return false;
		}
		this.decisive.keepHost(this.authority != null);
		this.decisive.read(name.length(), octets, from, to);
		return this.authority != null && name.contentEquals(HttpHeaderNames.HOST);
	}

	/**
	 * Returns why the request is refused; null if it is not.
	 * @param ended whether no body follows
	 */
	@Nullable Refusal judge(boolean ended) {
		if (this.refusal == null) {
			try {
				checkWhole(ended);
			}
			catch (Refusal problem) {
				this.refusal = problem;
			}
		}
		return this.refusal;
	}

	private void checkWhole(boolean ended) {
		if (this.method == null || this.scheme == null || this.path == null) {
			throw HeadCheck.malformed("A pseudo-header field is missing.");
		}
		if (this.authority == null || this.decisive.isNamed()) {
			this.decisive.check((this.authority != null) ? this.authority.toLowerCase().toString() : null);
		}
		if (ended && this.decisive.length() > 0) {
			throw differs();
		}
	}

	/** Returns why trailers are refused; null if they are not. */
	@Nullable Refusal judgeTrailers() {
		if (this.refusal == null && !isTrailer()) {
			this.refusal = HeadCheck.malformed("There is a pseudo-header field among the trailers.");
		}
		return this.refusal;
	}

	static Refusal differs() {
		return HeadCheck.malformed("The body is not as long as the Content-Length says.");
	}

	/** Returns whether the protocol demands that the stream is reset (section 8.1.1). */
	static boolean isMalformed(Refusal refusal) {
		return refusal.problem() == Problem.BAD_REQUEST;
	}

	/** Returns the announced length of the body. */
	long length() {
		return this.decisive.length();
	}

	/**
	 * Returns what the request line of HTTP/1.1 would be; null if it was not well-formed.
	 */
	@Nullable String requestLine() {
		return (this.method != null && this.path != null) ? this.method + " " + this.path + " HTTP/2" : null;
	}

	/**
	 * Netty would compare the announced length with the body's and reset the stream. The
	 * guard of the stream does, and says so.
	 */
	@Override
	public List<CharSequence> getAll(CharSequence name) {
		return HttpHeaderNames.CONTENT_LENGTH.contentEquals(name) ? List.of() : super.getAll(name);
	}

}
