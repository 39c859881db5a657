package dev.gatehouse.benchmarks.load;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Answers are read to their end, however they are cut. */
class AnswerReaderTests {

	private final AnswerReader reader = new AnswerReader();

	@Test
	void answerEndsWithItsBody() {
		String answer = "HTTP/1.1 200 OK\r\nCONTENT-length: 12\r\nX: y\r\n\r\nhello\r\n\r\nyou";
		for (int cut = 1; cut < answer.length(); cut++) {
			assertThat(this.reader.read(bytes(answer.substring(0, cut)))).isFalse();
			assertThat(this.reader.read(bytes(answer.substring(cut)))).isTrue();
			assertThat(this.reader.status()).isEqualTo(200);
			assertThat(this.reader.isClosing()).isFalse();
		}
	}

	@Test
	void emptyBodyEndsWithTheHead() {
		assertThat(this.reader.read(bytes("HTTP/1.1 503 No\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")))
			.isTrue();
		assertThat(this.reader.status()).isEqualTo(503);
		assertThat(this.reader.isClosing()).isTrue();
		assertThat(this.reader.read(bytes("HTTP/1.1 204 No Content\r\n\r\n"))).isTrue();
		assertThat(this.reader.status()).isEqualTo(204);
	}

	@Test
	void answerOfUnknownLengthIsRefused() {
		assertThatThrownBy(() -> this.reader.read(bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")))
			.isInstanceOf(IllegalStateException.class);
	}

	private static ByteBuf bytes(String text) {
		return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
	}

}
