package dev.gatehouse.gateway.forward;

import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.netty.channel.AbortedException;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import static org.assertj.core.api.Assertions.assertThat;

/** A short body is passed on whole or not at all, and every part is released once. */
class WholeBodyTests {

	private final TestPublisher<ByteBuf> sender = TestPublisher.create();

	private final EmbeddedChannel goal = new EmbeddedChannel();

	@Test
	void onePartIsPassedOnAsItIs() {
		ByteBuf part = part("{}");
		StepVerifier.create(body(2)).then(() -> this.sender.next(part).complete()).assertNext((whole) -> {
			assertThat(whole).isSameAs(part);
			assertThat(whole.refCnt()).isEqualTo(1);
		}).verifyComplete();
	}

	@Test
	void partsComeAsOne() {
		List<ByteBuf> parts = List.of(part("a"), part("bc"), part("d"));
		StepVerifier.create(body(4))
			.then(() -> parts.forEach(this.sender::next))
			.then(this.sender::complete)
			.assertNext((whole) -> {
				assertThat(whole.toString(StandardCharsets.US_ASCII)).isEqualTo("abcd");
				whole.release();
				assertThat(parts).allMatch((part) -> part.refCnt() == 0);
			})
			.verifyComplete();
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 1, 3 })
	void bodyOfAnotherLengthThanAnnouncedIsNone(long length) {
		ByteBuf part = part("ab");
		StepVerifier.create(body(length)).then(() -> this.sender.next(part).complete()).verifyError(EOFException.class);
		assertThat(part.refCnt()).isZero();
		StepVerifier.create(new WholeBody(Flux.empty(), this.goal, 1)).verifyError(EOFException.class);
	}

	@Test
	void bodyForAGoalThatHasGoneIsReleased() {
		ByteBuf part = part("ab");
		this.goal.close();
		StepVerifier.create(body(2)).then(() -> this.sender.next(part).complete()).verifyError(AbortedException.class);
		assertThat(part.refCnt()).isZero();
	}

	@Test
	void bodyThatBreaksOffIsNone() {
		ByteBuf first = part("a");
		ByteBuf second = part("b");
		StepVerifier.create(body(2))
			.then(() -> this.sender.next(first).next(second).error(new IllegalStateException("gone")))
			.verifyErrorMessage("gone");
		assertThat(List.of(first.refCnt(), second.refCnt())).containsOnly(0);
	}

	@Test
	void partThatComesAfterTheEndIsReleased() {
		ByteBuf late = part("a");
		TestPublisher<ByteBuf> careless = TestPublisher
			.createNoncompliant(TestPublisher.Violation.CLEANUP_ON_TERMINATE);
		StepVerifier.create(new WholeBody(careless, this.goal, 1))
			.then(() -> careless.next(part("ab")).complete())
			.verifyError(EOFException.class);
		careless.next(late);
		assertThat(late.refCnt()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "-1, false", "0, false", "1, true", "8192, true", "8193, false" })
	void longBodiesAreNotKept(long length, boolean kept) {
		assertThat(WholeBody.isFor(length)).isEqualTo(kept);
	}

	@Test
	void bodyThatNobodyWantsAnyMoreIsReleased() {
		ByteBuf part = part("a");
		StepVerifier.create(body(1)).then(() -> this.sender.next(part)).thenCancel().verify();
		this.sender.assertCancelled();
		assertThat(part.refCnt()).isZero();
	}

	private WholeBody body(long length) {
		return new WholeBody(this.sender, this.goal, length);
	}

	private static ByteBuf part(String text) {
		return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
	}

}
