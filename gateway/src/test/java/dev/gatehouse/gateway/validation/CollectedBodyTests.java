package dev.gatehouse.gateway.validation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/** A body is collected byte for byte, and however that ends, no buffer is held. */
class CollectedBodyTests {

	private final NettyDataBufferFactory buffers = new NettyDataBufferFactory(PooledByteBufAllocator.DEFAULT);

	private final BodySpace space = new BodySpace(4 * 1024 * 1024);

	private final BodySpace.Share share = this.space.share();

	private final List<NettyDataBuffer> sent = new ArrayList<>();

	@Test
	void bytesAreKeptInTheirOrder() {
		CollectedBody body = collect("{\"a", "", "\": 1}", " \n");
		assertThat(text(body)).isEqualTo("{\"a\": 1} \n");
		assertReleased();
	}

	@Test
	void largeBodyIsKeptWhole() {
		String[] parts = new String[1000];
		Arrays.setAll(parts, (i) -> Integer.toString(i).repeat(700));
		assertThat(text(collect(parts))).isEqualTo(String.join("", parts));
		assertReleased();
	}

	@Test
	void bodyGoesOnAsItCameAndAsOftenAsItIsAskedFor() {
		ServerHttpRequest request = collect("{ }", "\t").on(MockServerHttpRequest.post("/").build(), this.buffers);
		for (int i = 0; i < 2; i++) {
			DataBuffer buffer = requireNonNull(request.getBody().single().block());
			assertThat(buffer.toString(StandardCharsets.UTF_8)).isEqualTo("{ }\t");
		}
	}

	@Test
	void emptyBodyHasNoParts() {
		StepVerifier.create(collect().on(MockServerHttpRequest.post("/").build(), this.buffers).getBody())
			.verifyComplete();
	}

	@Test
	void clientThatGoesAwayLeavesNothingBehind() {
		Sinks.Many<DataBuffer> body = Sinks.many().unicast().onBackpressureBuffer();
		StepVerifier.create(CollectedBody.of(request(body.asFlux()), this.share))
			.then(() -> body.tryEmitNext(chunk("{\"a\":")))
			.thenCancel()
			.verify();
		assertReleased();
	}

	@Test
	void bodyThatBreaksOffEndsWithItsErrorAndLeavesNothingBehind() {
		Refusal tooLarge = Refusal.of(Problem.BODY_TOO_LARGE, "too large");
		Flux<DataBuffer> body = Flux.<DataBuffer>just(chunk("a"), chunk("b")).concatWith(Mono.error(tooLarge));
		StepVerifier.create(CollectedBody.of(request(body), this.share))
			.verifyErrorMatches((error) -> error == tooLarge);
		assertReleased();
	}

	@Test
	void bodyTakesSpaceForWhatHasArrived() {
		collect("x".repeat(1000));
		assertThat(this.space.used()).isBetween(1000L, 2048L);
		this.share.giveBack();
		assertThat(this.space.used()).isZero();
	}

	@Test
	void bodyThatFindsNoSpaceIsRefusedAndLeavesNothingBehind() {
		BodySpace.Share other = this.space.share();
		other.take(4 * 1024 * 1024 - 1024);
		Flux<DataBuffer> body = Flux.just(chunk("a".repeat(1000)), chunk("b".repeat(1000)));
		StepVerifier.create(CollectedBody.of(request(body), this.share))
			.verifyErrorMatches((error) -> error instanceof Refusal refusal && refusal.problem() == Problem.OVERLOADED);
		assertReleased();
		this.share.giveBack();
		other.giveBack();
		assertThat(this.space.used()).isZero();
		assertThat(text(collect("again"))).isEqualTo("again");
	}

	private CollectedBody collect(String... parts) {
		Flux<DataBuffer> body = Flux.fromArray(parts).map(this::chunk);
		return requireNonNull(CollectedBody.of(request(body), this.share).block());
	}

	private static ServerHttpRequest request(Flux<DataBuffer> body) {
		return MockServerHttpRequest.post("/").body(body);
	}

	private NettyDataBuffer chunk(String text) {
		NettyDataBuffer chunk = this.buffers.allocateBuffer(Math.max(1, text.length()));
		chunk.write(text.getBytes(StandardCharsets.UTF_8));
		this.sent.add(chunk);
		return chunk;
	}

	private void assertReleased() {
		assertThat(this.sent).allMatch((buffer) -> buffer.getNativeBuffer().refCnt() == 0);
	}

	private static String text(CollectedBody body) {
		return new String(body.bytes(), 0, body.length(), StandardCharsets.UTF_8);
	}

}
