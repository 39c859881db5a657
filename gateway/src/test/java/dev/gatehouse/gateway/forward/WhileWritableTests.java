package dev.gatehouse.gateway.forward;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SignalType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A service is asked for no more than its client takes, and for more as soon as it takes
 * more.
 */
class WhileWritableTests {

	private static final int PART = 1000;

	private final EmbeddedChannel goal = new EmbeddedChannel();

	private final AtomicLong made = new AtomicLong();

	private final List<SignalType> ends = new ArrayList<>();

	/** Sends what it is given, and asks for so much at once that it asks but once. */
	private final BaseSubscriber<ByteBuf> sender = new BaseSubscriber<>() {

		@Override
		protected void hookOnSubscribe(Subscription parts) {
			parts.request(Long.MAX_VALUE - 1);
		}

		@Override
		protected void hookOnNext(ByteBuf part) {
			WhileWritableTests.this.goal.write(part);
		}

		@Override
		protected void hookFinally(SignalType end) {
			WhileWritableTests.this.ends.add(end);
		}

	};

	@BeforeEach
	void takesFourPartsAndMoreFromTwoOn() {
		this.goal.config().setWriteBufferWaterMark(new WriteBufferWaterMark(2 * PART, 4 * PART));
	}

	@AfterEach
	void end() {
		this.goal.flushOutbound();
		this.goal.releaseOutbound();
		this.goal.close();
	}

	@Test
	void noMoreIsAskedForThanIsTaken() {
		parts(100).subscribe(this.sender);
		assertThat(this.made).hasValueLessThan(6);
		for (int i = 0; i < 5; i++) {
			long before = this.made.get();
			this.goal.flush();
			assertThat(this.made.get() - before).isBetween(1L, 5L);
		}
		assertThat(this.ends).isEmpty();
	}

	@Test
	void allPartsComeInTheirOrderAndThenTheEnd() {
		parts(10).subscribe(this.sender);
		StringBuilder sent = new StringBuilder();
		while (this.ends.isEmpty()) {
			this.goal.flush();
		}
		this.goal.flush();
		for (ByteBuf part = this.goal.readOutbound(); part != null; part = this.goal.readOutbound()) {
			sent.append(part.getCharSequence(0, 1, StandardCharsets.US_ASCII));
			part.release();
		}
		assertThat(sent).hasToString("0123456789");
		assertThat(this.ends).containsExactly(SignalType.ON_COMPLETE);
	}

	/** The connection may become writable on its thread before anybody listens. */
	@Test
	void whatWasTakenMeanwhileIsNoticed() {
		EmbeddedChannel goal = new EmbeddedChannel() {

			private int asked;

			@Override
			public boolean isWritable() {
				return this.asked++ > 0;
			}

		};
		new WhileWritable(source(3), goal).doOnNext(ByteBuf::release).subscribe();
		goal.runPendingTasks();
		assertThat(this.made).hasValue(3);
		goal.close();
	}

	@Test
	void nothingStaysWithTheConnection() {
		int handlers = this.goal.pipeline().names().size();
		parts(100).subscribe(this.sender);
		assertThat(this.goal.pipeline().names()).hasSizeGreaterThan(handlers);
		this.sender.cancel();
		this.goal.runPendingTasks();
		assertThat(this.goal.pipeline().names()).hasSize(handlers);
		long before = this.made.get();
		this.goal.flush();
		assertThat(this.made).hasValue(before);
		assertThat(this.ends).containsExactly(SignalType.CANCEL);
	}

	@Test
	void errorIsPassedOn() {
		new WhileWritable(Flux.error(new IllegalStateException()), this.goal).subscribe(this.sender);
		assertThat(this.ends).containsExactly(SignalType.ON_ERROR);
	}

	private Flux<ByteBuf> parts(int count) {
		return new WhileWritable(source(count), this.goal);
	}

	private Flux<ByteBuf> source(int count) {
		return Flux.range(0, count).map((i) -> {
			this.made.incrementAndGet();
			return Unpooled.wrappedBuffer(String.valueOf(i % 10).repeat(PART).getBytes(StandardCharsets.US_ASCII));
		});
	}

}
