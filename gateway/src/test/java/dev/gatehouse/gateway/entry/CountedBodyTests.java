package dev.gatehouse.gateway.entry;

import java.util.concurrent.atomic.AtomicBoolean;

import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

import static org.assertj.core.api.Assertions.assertThat;

/** A body that nobody announced stops where an announced one would. */
class CountedBodyTests {

	private final NettyDataBufferFactory buffers = new NettyDataBufferFactory(PooledByteBufAllocator.DEFAULT);

	@Test
	void bodyUpToTheLimitGoesThrough() {
		StepVerifier.create(counted(10, Flux.just(chunk(4), chunk(6))).map(CountedBodyTests::sizeAndRelease))
			.expectNext(4, 6)
			.verifyComplete();
	}

	@Test
	void bodyEndsInARefusalWithTheFirstByteTooMany() {
		StepVerifier.create(counted(10, Flux.just(chunk(4), chunk(6), chunk(1))).map(CountedBodyTests::sizeAndRelease))
			.expectNext(4, 6)
			.verifyErrorMatches(
					(error) -> error instanceof Refusal refusal && refusal.problem() == Problem.BODY_TOO_LARGE);
	}

	@Test
	void chunkThatIsTooMuchIsReleasedAndTheRestIsNotAskedFor() {
		NettyDataBuffer tooMuch = chunk(11);
		AtomicBoolean cancelled = new AtomicBoolean();
		Flux<DataBuffer> endless = Flux.<DataBuffer>just(tooMuch)
			.concatWith(Flux.never())
			.doOnCancel(() -> cancelled.set(true));
		StepVerifier.create(counted(10, endless)).verifyError(Refusal.class);
		assertThat(tooMuch.getNativeBuffer().refCnt()).isZero();
		assertThat(cancelled).isTrue();
	}

	@Test
	void emptyBodyIsNotTooLarge() {
		StepVerifier.create(counted(1, Flux.empty())).verifyComplete();
	}

	private static Flux<DataBuffer> counted(long limit, Flux<DataBuffer> body) {
		return new CountedBody(MockServerHttpRequest.post("/").body(body), limit).getBody();
	}

	private NettyDataBuffer chunk(int size) {
		NettyDataBuffer chunk = this.buffers.allocateBuffer(size);
		chunk.write(new byte[size]);
		return chunk;
	}

	private static int sizeAndRelease(DataBuffer chunk) {
		int size = chunk.readableByteCount();
		DataBufferUtils.release(chunk);
		return size;
	}

}
