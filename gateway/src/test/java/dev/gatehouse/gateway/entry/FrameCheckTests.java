package dev.gatehouse.gateway.entry;

import java.nio.charset.StandardCharsets;

import dev.gatehouse.gateway.checklist.Checks;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Frames are followed wherever the network cuts them, and each has its price. */
@Checks("A-131")
class FrameCheckTests {

	private static final int DATA = 0;

	private static final int HEADERS = 1;

	private static final int SETTINGS = 4;

	private static final int PING = 6;

	private static final int CONTINUATION = 9;

	private static final int END_HEADERS = 4;

	private final FrameCheck frames = new FrameCheck();

	@BeforeEach
	void preface() {
		read("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
	}

	@Test
	void headLastsFromItsFirstFrameToTheEndOfItsLast() {
		read(frame(SETTINGS, 0, 6));
		assertThat(this.frames.isInHead()).isFalse();
		byte[] head = frame(HEADERS, 0, 5);
		byte[] end = frame(CONTINUATION, END_HEADERS, 3);
		for (int i = 0; i < 8; i++) {
			read(head[i]);
			assertThat(this.frames.isInHead()).isFalse();
		}
		for (int i = 8; i < head.length; i++) {
			read(head[i]);
			assertThat(this.frames.isInHead()).isTrue();
		}
		for (int i = 0; i < end.length - 1; i++) {
			read(end[i]);
			assertThat(this.frames.isInHead()).isTrue();
		}
		read(end[end.length - 1]);
		assertThat(this.frames.isInHead()).isFalse();
	}

	@Test
	void headInOneFrameEndsWithIt() {
		read(frame(HEADERS, END_HEADERS, 0));
		assertThat(this.frames.isInHead()).isFalse();
		read(frame(DATA, END_HEADERS, 2));
		assertThat(this.frames.isInHead()).isFalse();
	}

	@Test
	void framesThatLeadNowhereAreAFlood() {
		for (int i = 0; i < FrameCheck.MOST_DEBT; i++) {
			read(frame(PING, 0, 8));
		}
		assertThat(this.frames.isFlood()).isFalse();
		read(frame(PING, 0, 8));
		assertThat(this.frames.isFlood()).isTrue();
	}

	@Test
	void settingsCostMoreThanOtherFrames() {
		for (int i = 0; i < FrameCheck.MOST_DEBT / 10; i++) {
			read(frame(SETTINGS, 0, 0));
		}
		assertThat(this.frames.isFlood()).isFalse();
		read(frame(SETTINGS, 0, 0));
		assertThat(this.frames.isFlood()).isTrue();
	}

	@Test
	void emptyDataCostsAndFullDataDoesNot() {
		for (int i = 0; i <= FrameCheck.MOST_DEBT; i++) {
			read(frame(DATA, 0, 64));
		}
		assertThat(this.frames.isFlood()).isFalse();
		for (int i = 0; i <= FrameCheck.MOST_DEBT; i++) {
			read(frame(DATA, 0, 0));
		}
		assertThat(this.frames.isFlood()).isTrue();
	}

	@Test
	void answersPayOffWhatRequestsCost() {
		for (int i = 0; i <= FrameCheck.MOST_DEBT; i++) {
			read(frame(HEADERS, END_HEADERS, 10));
			read(frame(PING, 0, 8));
			this.frames.answered();
		}
		assertThat(this.frames.isFlood()).isFalse();
	}

	@Test
	void dataThatIsSentPaysOffTheWindowsThatItNeeds() {
		for (int i = 0; i <= FrameCheck.MOST_DEBT; i++) {
			read(frame(PING, 0, 8));
			this.frames.sent(1000);
		}
		assertThat(this.frames.isFlood()).isFalse();
	}

	@Test
	void requestsThatComeToNothingAreAFlood() {
		for (int i = 0; i < FrameCheck.MOST_DEBT / FrameCheck.REQUEST; i++) {
			this.frames.abandoned();
		}
		assertThat(this.frames.isFlood()).isFalse();
		this.frames.abandoned();
		assertThat(this.frames.isFlood()).isTrue();
	}

	@Test
	void nothingIsPaidInAdvance() {
		for (int i = 0; i < FrameCheck.MOST_DEBT; i++) {
			this.frames.answered();
			this.frames.sent(100_000);
		}
		for (int i = 0; i <= FrameCheck.MOST_DEBT; i++) {
			read(frame(PING, 0, 8));
		}
		assertThat(this.frames.isFlood()).isTrue();
	}

	private void read(byte... octets) {
		ByteBuf bytes = Unpooled.wrappedBuffer(octets);
		this.frames.read(bytes);
		assertThat(bytes.readableBytes()).isEqualTo(octets.length);
	}

	private static byte[] frame(int type, int flags, int length) {
		byte[] frame = new byte[9 + length];
		frame[2] = (byte) length;
		frame[3] = (byte) type;
		frame[4] = (byte) flags;
		frame[8] = 1;
		return frame;
	}

}
