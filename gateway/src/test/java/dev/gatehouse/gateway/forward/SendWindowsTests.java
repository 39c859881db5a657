package dev.gatehouse.gateway.forward;

import java.util.List;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Answers that wait share what there is for all. */
class SendWindowsTests {

	private static final int BUDGET = 16 * 1024 * 1024;

	private static final int KIB = 1024;

	private final SendWindows windows = new SendWindows(BUDGET);

	private final EmbeddedChannel goal = new EmbeddedChannel();

	@AfterEach
	void end() {
		this.goal.close();
	}

	@Test
	void oneIsAsWideAsOneMayBe() {
		this.windows.open(this.goal);
		assertThat(this.goal.config().getWriteBufferHighWaterMark()).isEqualTo(256 * KIB);
		assertThat(this.goal.config().getWriteBufferLowWaterMark()).isEqualTo(128 * KIB);
	}

	@Test
	void manyStayWithinTheBudgetAndALeastOfEach() {
		int count = 2200;
		open(count);
		assertThat(this.windows.taken()).isBetween((long) BUDGET / 2, BUDGET + count * 8L * KIB);
		assertThat(this.goal.config().getWriteBufferHighWaterMark()).isEqualTo(8 * KIB);
		assertThat(this.windows.room(64 * KIB)).isEqualTo(8 * KIB);
		assertThat(this.windows.room(100)).isEqualTo(100);
	}

	@Test
	void whatIsClosedIsFreeOnce() {
		List<SendWindows.Window> open = open(100);
		open.forEach(SendWindows.Window::close);
		open.forEach(SendWindows.Window::close);
		assertThat(this.windows.taken()).isZero();
		assertThat(this.windows.room(256 * KIB)).isEqualTo(256 * KIB);
	}

	@Test
	void answersAreReadIntoBuffersNoLargerThanAWindow() {
		RecvByteBufAllocator.ExtendedHandle handle = (RecvByteBufAllocator.ExtendedHandle) new ReceiveBuffers(
				this.windows)
			.newHandle();
		handle.reset(this.goal.config());
		int wide = largest(handle);
		open(2200);
		assertThat(wide).isEqualTo(64 * KIB);
		assertThat(largest(handle)).isEqualTo(8 * KIB);
	}

	/** Reads all that there is room for, as a service that sends fast makes it. */
	private static int largest(RecvByteBufAllocator.ExtendedHandle handle) {
		return Stream.generate(() -> fill(handle)).limit(20).max(Integer::compare).orElseThrow();
	}

	private static int fill(RecvByteBufAllocator.ExtendedHandle handle) {
		ByteBuf buffer = handle.allocate(UnpooledByteBufAllocator.DEFAULT);
		try {
			handle.attemptedBytesRead(buffer.writableBytes());
			handle.lastBytesRead(buffer.writableBytes());
			assertThat(handle.guess()).isLessThanOrEqualTo(64 * KIB);
			return buffer.writableBytes();
		}
		finally {
			buffer.release();
		}
	}

	private List<SendWindows.Window> open(int count) {
		return Stream.generate(() -> this.windows.open(this.goal)).limit(count).toList();
	}

}
