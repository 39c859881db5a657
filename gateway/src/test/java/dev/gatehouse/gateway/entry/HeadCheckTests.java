package dev.gatehouse.gateway.entry;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import dev.gatehouse.gateway.checklist.Checks;
import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A head has one reading, or none; wherever the network cuts it. */
@Checks({ "A-99", "A-100", "A-110", "A-111", "A-112", "A-113", "A-114", "A-115", "A-117", "A-118", "A-119", "A-125",
		"A-144" })
class HeadCheckTests {

	private static final String GET = "GET /a HTTP/1.1\r\n";

	private static final String HOST = "Host: a\r\n";

	private final HeadCheck head = new HeadCheck(
			new EntrySettings.Limits(DataSize.ofBytes(100), DataSize.ofBytes(200), 10, 50));

	@ParameterizedTest
	@ValueSource(strings = { "GET / HTTP/1.1", "GET /a?b=c&d=%20[x] HTTP/1.1", "DELETE /%C3%A9 HTTP/1.0",
			"M!#$%&'*+-.^_`|~9 /a HTTP/1.1", "GET http://a/b HTTP/1.1", "GET HTTPS://A/b?c HTTP/1.1",
			"OPTIONS /a HTTP/1.1", "get /a HTTP/1.1", "GET //b/ HTTP/1.1" })
	void requestLineIsRead(String line) {
		assertRead(line + "\r\n" + HOST + "\r\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "GET", "GET /a", "GET  /a HTTP/1.1", "GET /a  HTTP/1.1", "GET /a HTTP/1.1 ",
			" GET /a HTTP/1.1", "GET\t/a HTTP/1.1", "GET /a\tHTTP/1.1", "GET /a HTTP/1.2", "GET /a HTTP/1.",
			"GET /a HTTP/1.10", "GET /a HTTP/01.1", "GET /a HTTP/2.0", "GET /a HTTP/3.7", "GET /a HTTP/0.9",
			"GET /a http/1.1", "GET /a HTTP/1,1", "GET /a HTTP /1.1", "GET /a HTTPS/1.1", "PRI * HTTP/2.0",
			"G@T /a HTTP/1.1", "G\u00e9T /a HTTP/1.1", "/a HTTP/1.1", "GET a HTTP/1.1", "GET * HTTP/1.1",
			"OPTIONS * HTTP/1.1", "GET @a/ HTTP/1.1", "GET :80/ HTTP/1.1", "GET a:80 HTTP/1.1", "GET ?a HTTP/1.1",
			"GET http:///a HTTP/1.1", "GET http:// HTTP/1.1", "GET http://a HTTP/1.1", "GET http://a?b HTTP/1.1",
			"GET http://b/ HTTP/1.1", "GET http://u@a/ HTTP/1.1", "GET ftp://a/ HTTP/1.1", "GET file:///a HTTP/1.1",
			"CONNECT a:80 HTTP/1.1", "CONNECT /a HTTP/1.1", "connect /a HTTP/1.1", "GET /a#b HTTP/1.1",
			"GET /a% HTTP/1.1", "GET /a%4 HTTP/1.1", "GET /a%zz HTTP/1.1", "GET /?a=%zz HTTP/1.1",
			"GET /\u00e9 HTTP/1.1", "GET /?\u00e9 HTTP/1.1", "GET /a\u0000 HTTP/1.1", "GET /a\\b HTTP/1.1",
			"GET /a\"b HTTP/1.1", "GET /<a> HTTP/1.1", "GET /{a} HTTP/1.1", "GET /[a] HTTP/1.1", "GET /a|b HTTP/1.1",
			"GET /a^b HTTP/1.1", "GET /a`b HTTP/1.1", "PROXY TCP4 192.0.2.1 192.0.2.2 1 2", "\u0016\u0003\u0001",
			"\u0000\u0001GET / HTTP/1.1", "HTTP/1.1 200 OK" })
	void otherRequestLineIsRefused(String line) {
		assertRefused(line + "\r\n" + (line.isEmpty() ? "\r\n" : "") + HOST + "\r\n", Problem.BAD_REQUEST);
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-A: b", "X-A:b", "X-A:", "X-A: \t b \t ", "X-A: a\tb", "X-A: \u00e9\u00ff", "x_a: b",
			"!#$%&'*+-.^_`|~9: b", "X-A: b: c", "Content-Length: 0", "Content-Length: 007",
			"Transfer-Encoding: chunked", "transfer-encoding: Chunked", "Expect: 100-Continue", "TE: trailers",
			"Sec-WebSocket-Key: a", "Content_Length: 10", "Connection: Upgrade, HTTP2-Settings" })
	void fieldIsRead(String line) {
		assertRead(GET + HOST + line + "\r\n\r\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "X-A : b", "X-A\t: b", "X-A\u000b: b", "X A: b", "X-A", ": b", " X-A: b", "\tX-A: b",
			" folded", "X-\u00e9: b", "X(A): b", "X-A: b\u0000", "X-A: b\u0001c", "X-A: b\u007f", "X-A: b\u000bc",
			"X-A: b\rX: y", "X-A: b\nX-B: c", "X-A: b\r", "X-A\u0000: b", "Host: b", "host: a", "Host : a", "HOST:",
			"Content-Length: ", "Content-Length: -1", "Content-Length: +1", "Content-Length: 0x2",
			"Content-Length: 2 2", "Content-Length: 2,2", "Content-Length: 2, ", "Content-Length: 2a",
			"Content-Length: 2;", "Content-Length: 1_0", "Content-Length: 2.0", "Content-Length: 1e1",
			"Content-Length: 2\r\nContent-Length: 2", "Content-Length: 2\r\nContent-Length: 3",
			"Content-Length: 2\r\nTransfer-Encoding: chunked", "Transfer-Encoding: chunked\r\nContent-Length: 0",
			"Transfer-Encoding: ", "Transfer-Encoding: xchunked", "Transfer-Encoding: chunk",
			"Transfer-Encoding: identity", "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: chunked, chunked",
			"Transfer-Encoding: ,chunked", "Transfer-Encoding: chunked;q=1", "Transfer-Encoding: \"chunked\"",
			"Transfer-Encoding:\u000bchunked", "Transfer-Encoding: chunked\u0000",
			"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
			"Transfer-Encoding: chunked\r\nTransfer-Encoding: x", "Sec-WebSocket-Key1: 1", "sec-websocket-key2: 2" })
	void otherFieldIsRefused(String line) {
		assertRefused(GET + HOST + line + "\r\n\r\n", Problem.BAD_REQUEST);
		assertRefused(GET + line + "\r\n" + HOST + "\r\n", Problem.BAD_REQUEST);
	}

	@ParameterizedTest
	@ValueSource(strings = { "9223372036854775807", "9223372036854775808", "18446744073709551618",
			"99999999999999999999999999999999999999" })
	void lengthThatNoNumberHoldsIsTooLarge(String length) {
		assertRefused(GET + HOST + "Content-Length: " + length + "\r\n\r\n", Problem.BODY_TOO_LARGE);
	}

	@ParameterizedTest
	@CsvSource({ "0, 0", "2, 2", "007, 7", "4294967298, 4294967298", "9223372036854775806, 9223372036854775806" })
	void lengthIsKnown(String announced, long length) {
		assertRead("POST /a HTTP/1.1\r\nContent-Length: " + announced + "\r\n" + HOST + "\r\n");
		assertThat(this.head.length()).isEqualTo(length);
		assertThat(this.head.isChunked()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "200-ok", "100-continue, x", "", "100-continue;q=1" })
	void onlyAContinuationCanBeExpected(String expectation) {
		assertRefused(GET + HOST + "Expect: " + expectation + "\r\n\r\n", Problem.EXPECTATION_FAILED);
	}

	@Test
	void oldVersionKnowsNoChunks() {
		assertRefused("POST /a HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", Problem.BAD_REQUEST);
	}

	@Test
	void hostIsNeededInEveryVersion() {
		assertRefused(GET + "\r\n", Problem.BAD_REQUEST);
		assertRefused("GET /a HTTP/1.0\r\n\r\n", Problem.BAD_REQUEST);
	}

	@Test
	void targetMayNameTheHostOfTheHostFieldOnly() {
		assertRead("GET http://A.example:80/b HTTP/1.1\r\nHost: a.EXAMPLE:80\r\n\r\n");
		assertRefused("GET http://a/b HTTP/1.1\r\nHost: a:80\r\n\r\n", Problem.BAD_REQUEST);
		assertRefused("GET http://evil/b HTTP/1.1\r\nHost: a\r\n\r\n", Problem.BAD_REQUEST);
	}

	@Test
	void linesEndInBothCharacters() {
		assertRefused("GET /a HTTP/1.1\nHost: a\n\n", Problem.BAD_REQUEST);
		assertRefused(GET + "Host: a\n\n", Problem.BAD_REQUEST);
		assertRefused(GET + HOST + "\n", Problem.BAD_REQUEST);
		assertRefused(GET + HOST + "\r\r\n", Problem.BAD_REQUEST);
	}

	@Test
	void oneEmptyLineMayComeFirst() {
		assertRead("\r\n" + GET + HOST + "\r\n");
		assertRefused("\r\n\r\n" + GET + HOST + "\r\n", Problem.BAD_REQUEST);
		assertRefused("\n" + GET + HOST + "\r\n", Problem.BAD_REQUEST);
	}

	@Test
	void targetIsReadUpToItsLimit() {
		assertRead("GET /" + "a".repeat(49) + " HTTP/1.1\r\n" + HOST + "\r\n");
		assertRefused("GET /" + "a".repeat(50) + " HTTP/1.1\r\n" + HOST + "\r\n", Problem.TARGET_TOO_LONG);
		assertRefused("GET /" + "a".repeat(500), Problem.TARGET_TOO_LONG);
	}

	@Test
	void methodIsReadUpToItsLimit() {
		assertRead("M".repeat(64) + " /a HTTP/1.1\r\n" + HOST + "\r\n");
		assertRefused("M".repeat(65) + " /a HTTP/1.1\r\n" + HOST + "\r\n", Problem.BAD_REQUEST);
		assertRefused("M".repeat(65), Problem.BAD_REQUEST);
	}

	@Test
	void fieldsAreReadUpToTheirBytes() {
		// "Host: a" and its end are 9, "X: " and its end are 5
		assertRead(GET + HOST + "X: " + "x".repeat(186) + "\r\n\r\n");
		assertRefused(GET + HOST + "X: " + "x".repeat(187) + "\r\n\r\n", Problem.HEADERS_TOO_LARGE);
		assertRefused(GET + HOST + "X: " + "x".repeat(500), Problem.HEADERS_TOO_LARGE);
	}

	@Test
	void fieldsAreReadUpToTheirNumber() {
		assertRead(GET + HOST + "X: y\r\n".repeat(9) + "\r\n");
		assertRefused(GET + HOST + "X: y\r\n".repeat(10) + "\r\n", Problem.HEADERS_TOO_LARGE);
	}

	@Test
	void whatFollowsTheHeadIsLeftAlone() {
		String text = GET + HOST + "\r\n";
		byte[] octets = bytes(text + "\u0000\n");
		this.head.reset();
		assertThat(this.head.read(octets, octets.length)).isEqualTo(text.length());
		assertThat(this.head.isComplete()).isTrue();
	}

	@Test
	void nothingOfOneHeadIsLeftInTheNext() {
		assertRead("POST http://a/b HTTP/1.0\r\nHost: a\r\nContent-Length: 5\r\n\r\n");
		assertRead("POST /b HTTP/1.1\r\nTransfer-Encoding: chunked\r\nHost: c\r\n\r\n");
		assertThat(this.head.length()).isEqualTo(DecisiveFields.NO_LENGTH);
		assertThat(this.head.isChunked()).isTrue();
		assertRead(GET + HOST + "\r\n");
		assertThat(this.head.isChunked()).isFalse();
	}

	private void assertRead(String text) {
		byte[] octets = bytes(text);
		this.head.reset();
		assertThat(this.head.read(octets, octets.length)).isEqualTo(octets.length);
		assertThat(this.head.isComplete()).isTrue();
		assertThat(readInPieces(octets)).isEqualTo(octets.length);
		assertThat(this.head.isComplete()).isTrue();
	}

	private void assertRefused(String text, Problem problem) {
		byte[] octets = bytes(text);
		this.head.reset();
		Refusal whole = catchThrowableOfType(Refusal.class, () -> this.head.read(octets, octets.length));
		assertThat(whole).as(text).isNotNull();
		assertThat(whole.problem()).isEqualTo(problem);
		Refusal pieces = catchThrowableOfType(Refusal.class, () -> readInPieces(octets));
		assertThat(pieces).as("in pieces: %s", text).isNotNull();
		assertThat(pieces.problem()).isEqualTo(problem);
	}

	/** Reads as from a network that brings one octet at a time. */
	private int readInPieces(byte[] octets) {
		this.head.reset();
		int read = 0;
		for (int to = 1; to <= octets.length && !this.head.isComplete(); to++) {
			byte[] unread = Arrays.copyOfRange(octets, read, to);
			read += this.head.read(unread, unread.length);
		}
		return read;
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

}
