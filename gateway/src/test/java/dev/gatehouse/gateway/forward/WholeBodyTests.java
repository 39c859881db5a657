package dev.gatehouse.gateway.forward;

import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.netty.channel.AbortedException;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import static org.assertj.core.api.Assertions.assertThat;

/** A short body is passed on whole or not at all, and every part is released once. */
class WholeBodyTests {

	private final TestPublisher<ByteBuf> service = TestPublisher.create();

	private final EmbeddedChannel client = new EmbeddedChannel();

	@Test
	void onePartIsPassedOnAsItIs() {
		ByteBuf part = part("{}");
		StepVerifier.create(body(2)).then(() -> this.service.next(part).complete()).assertNext((whole) -> {
			assertThat(whole).isSameAs(part);
			assertThat(whole.refCnt()).isEqualTo(2);
		}).verifyComplete();
	}

	@Test
	void partsComeAsOne() {
		List<ByteBuf> parts = List.of(part("a"), part("bc"), part("d"));
		StepVerifier.create(body(4))
			.then(() -> parts.forEach(this.service::next))
			.then(this.service::complete)
			.assertNext((whole) -> {
				assertThat(whole.toString(StandardCharsets.US_ASCII)).isEqualTo("abcd");
				parts.forEach(ByteBuf::release);
				whole.release();
				assertThat(parts).allMatch((part) -> part.refCnt() == 0);
			})
			.verifyComplete();
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 1, 3 })
	void bodyOfAnotherLengthThanAnnouncedIsNone(long length) {
		ByteBuf part = part("ab");
		StepVerifier.create(body(length))
			.then(() -> this.service.next(part).complete())
			.verifyError(EOFException.class);
		assertThat(part.refCnt()).isEqualTo(1);
		StepVerifier.create(new WholeBody(Flux.empty(), this.client, 1)).verifyError(EOFException.class);
	}

	@Test
	void bodyForAClientThatHasGoneIsReleased() {
		ByteBuf part = part("ab");
		this.client.close();
		StepVerifier.create(body(2)).then(() -> this.service.next(part).complete()).verifyError(AbortedException.class);
		assertThat(part.refCnt()).isEqualTo(1);
	}

	@Test
	void bodyThatBreaksOffIsNone() {
		ByteBuf first = part("a");
		ByteBuf second = part("b");
		StepVerifier.create(body(2))
			.then(() -> this.service.next(first).next(second).error(new IllegalStateException("gone")))
			.verifyErrorMessage("gone");
		assertThat(List.of(first.refCnt(), second.refCnt())).containsOnly(1);
	}

	@Test
	void bodyThatNobodyWantsAnyMoreIsReleased() {
		ByteBuf part = part("a");
		StepVerifier.create(body(1)).then(() -> this.service.next(part)).thenCancel().verify();
		this.service.assertCancelled();
		assertThat(part.refCnt()).isEqualTo(1);
	}

	private WholeBody body(long length) {
		return new WholeBody(this.service, this.client, length);
	}

	/** One reference is the sender's. */
	private static ByteBuf part(String text) {
		return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
	}

}
