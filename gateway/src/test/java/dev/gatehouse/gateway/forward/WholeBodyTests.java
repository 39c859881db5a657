package dev.gatehouse.gateway.forward;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import static org.assertj.core.api.Assertions.assertThat;

/** A short body is passed on whole or not at all, and every part is released once. */
class WholeBodyTests {

	private final TestPublisher<ByteBuf> service = TestPublisher.create();

	private final WholeBody body = new WholeBody(this.service, ByteBufAllocator.DEFAULT);

	@Test
	void onePartIsPassedOnAsItIs() {
		ByteBuf part = part("{}");
		StepVerifier.create(this.body).then(() -> this.service.next(part).complete()).assertNext((whole) -> {
			assertThat(whole).isSameAs(part);
			assertThat(whole.refCnt()).isEqualTo(2);
		}).verifyComplete();
	}

	@Test
	void partsComeAsOne() {
		List<ByteBuf> parts = List.of(part("a"), part("bc"), part("d"));
		StepVerifier.create(this.body)
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

	@Test
	void nothingCompletes() {
		StepVerifier.create(new WholeBody(Flux.empty(), ByteBufAllocator.DEFAULT)).verifyComplete();
	}

	@Test
	void bodyThatBreaksOffIsNone() {
		ByteBuf first = part("a");
		ByteBuf second = part("b");
		StepVerifier.create(this.body)
			.then(() -> this.service.next(first).next(second).error(new IllegalStateException("gone")))
			.verifyErrorMessage("gone");
		assertThat(List.of(first.refCnt(), second.refCnt())).containsOnly(1);
	}

	@Test
	void bodyThatNobodyWantsAnyMoreIsReleased() {
		ByteBuf part = part("a");
		StepVerifier.create(this.body).then(() -> this.service.next(part)).thenCancel().verify();
		this.service.assertCancelled();
		assertThat(part.refCnt()).isEqualTo(1);
	}

	/** One reference is the sender's. */
	private static ByteBuf part(String text) {
		return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
	}

}
