package dev.gatehouse.gateway.entry;

import java.nio.charset.StandardCharsets;

import dev.gatehouse.gateway.checklist.Checks;
import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A body in chunks ends in one place, wherever the network cuts it. */
@Checks({ "A-102", "A-120", "A-144" })
class ChunkCheckTests {

	private final ChunkCheck chunks = new ChunkCheck(
			new EntrySettings.Limits(DataSize.ofBytes(100), DataSize.ofBytes(50), 3, 50));

	@ParameterizedTest
	@ValueSource(strings = { "0\r\n\r\n", "2\r\n{}\r\n0\r\n\r\n", "0002\r\n{}\r\n000\r\n\r\n",
			"A\r\n0123456789\r\n0\r\n\r\n", "a\r\n0123456789\r\n1\r\nx\r\n0\r\n\r\n", "2;\r\n{}\r\n0\r\n\r\n",
			"2;a\r\n{}\r\n0\r\n\r\n", "2;a=b;c=\"d\\\"e;\"\r\n{}\r\n0;x\r\n\r\n", "2 ; a\r\n{}\r\n0\r\n\r\n",
			"2\r\n\r\n\r\n0\r\n\r\n", "0\r\nX-A: b\r\n\r\n",
			"0\r\nX-A:\r\nX-B: \u00e9\t\r\nContent-Length: 0\r\n\r\n" })
	void bodyIsFollowedToItsEnd(String body) {
		assertThat(read(body, body.length())).isEqualTo(body.length());
		assertThat(this.chunks.isComplete()).isTrue();
		assertThat(read(body, 1)).isEqualTo(body.length());
		assertThat(read(body + "GET /", 1000)).isEqualTo(body.length());
	}

	@ParameterizedTest
	@ValueSource(strings = { "0x2\r\n{}\r\n", "-2\r\n{}\r\n", "+2\r\n{}\r\n", " 2\r\n{}\r\n", "2 \r\n{}\r\n", "2_\r\n",
			"\r\n{}\r\n", ";a\r\n", "g\r\n", "2\n{}\r\n", "2\r{}\r\n", "2\r\n{}\n", "2\r\n{}X\r\n", "2\r\n{}\rX",
			"2\r\n{}0\r\n", "2;a=\"b\r\nc\"\r\n", "2;a\rb\r\n", "2;a\nb\r\n", "2;a=\r\n", "2;a=b c\r\n",
			"2;a=\"b\"c\r\n", "2;\u0000\r\n", "2;a=\"\u0001\"\r\n", "2;\u00e9\r\n", "2 a\r\n", "2\t\r\n",
			"00000000000000002\r\n", "0\r\n\n", "0\n\r\n", "0\r\nX A: b\r\n", "0\r\n: b\r\n", "0\r\n X-A: b\r\n",
			"0\r\nX-A\r\n", "0\r\nX-A : b\r\n", "0\r\nX-A: b\n", "0\r\nX-A: \u0000\r\n", "0\r\nX-A: b\r\n c\r\n",
			"0\r\nX-A: b\rX: c\r\n", "\uff12\r\n" })
	void malformedBodyIsRefused(String body) {
		assertRefused(body, Problem.BAD_REQUEST);
	}

	@Test
	void bodyIsFollowedUpToItsLimit() {
		assertThat(read("64\r\n" + "x".repeat(100) + "\r\n0\r\n\r\n", 7)).isEqualTo(111);
		assertThat(read("32\r\n" + "x".repeat(50) + "\r\n32\r\n" + "x".repeat(50) + "\r\n0\r\n\r\n", 7)).isEqualTo(117);
		assertRefused("65\r\n", Problem.BODY_TOO_LARGE);
		assertRefused("32\r\n" + "x".repeat(50) + "\r\n33\r\n", Problem.BODY_TOO_LARGE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "80000000", "ffffffff", "100000002", "8000000000000000", "ffffffffffffffff" })
	void sizeThatSomeReaderCannotHoldIsTooLarge(String size) {
		assertRefused(size + "\r\n", Problem.BODY_TOO_LARGE);
	}

	@Test
	void sizeOfTooManyDigitsIsRefused() {
		assertRefused("10000000000000002\r\n{}\r\n", Problem.BAD_REQUEST);
	}

	@Test
	void extensionsHaveABound() {
		// The octets after the semicolon count, the CR with them.
		String most = "1;" + "a".repeat(2046) + "\r\nx\r\n1;" + "a".repeat(2048) + "\r\nx\r\n";
		assertThat(read(most + "0\r\n\r\n", 1000)).isEqualTo(most.length() + 5);
		assertRefused(most + "1;a\r\n", Problem.BAD_REQUEST);
		assertRefused("1;" + "a".repeat(4097), Problem.BAD_REQUEST);
	}

	@Test
	void trailersHaveABound() {
		assertThat(read("0\r\na:\r\nb:\r\nc:\r\n\r\n", 7)).isEqualTo(17);
		assertRefused("0\r\na:\r\nb:\r\nc:\r\nd:\r\n\r\n", Problem.HEADERS_TOO_LARGE);
		assertRefused("0\r\nX-A: " + "b".repeat(50), Problem.HEADERS_TOO_LARGE);
	}

	@Test
	void unfinishedBodyIsNotComplete() {
		for (String body : new String[] { "", "2", "2\r\n", "2\r\n{", "2\r\n{}\r\n", "2\r\n{}\r\n0\r\n",
				"0\r\nX: y\r\n" }) {
			assertThat(read(body, 1)).isEqualTo(body.length());
			assertThat(this.chunks.isComplete()).as(body).isFalse();
		}
	}

	private void assertRefused(String body, Problem problem) {
		for (int piece : new int[] { 1, body.length() }) {
			Refusal refusal = catchThrowableOfType(Refusal.class, () -> read(body, piece));
			assertThat(refusal).as(body).isNotNull();
			assertThat(refusal.problem()).as(body).isEqualTo(problem);
		}
	}

	private int read(String body, int piece) {
		this.chunks.reset();
		byte[] octets = body.getBytes(StandardCharsets.ISO_8859_1);
		int read = 0;
		while (read < octets.length && !this.chunks.isComplete()) {
			ByteBuf bytes = Unpooled.wrappedBuffer(octets, read, Math.min(piece, octets.length - read));
			read += this.chunks.read(bytes);
		}
		return read;
	}

}
