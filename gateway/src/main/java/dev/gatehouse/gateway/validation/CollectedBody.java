package dev.gatehouse.gateway.validation;

import java.nio.ByteBuffer;
import java.util.Arrays;

import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import dev.gatehouse.gateway.problem.Refusals;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;

/**
 * A body that was read to its end. Its bytes are copied out of Netty's buffers as they
 * arrive, so that no path on which a request may end has anything to release; and space
 * is taken for what has arrived, never for what was announced.
 */
final class CollectedBody {

	private static final int FIRST = 1024;

	private static final int LARGEST = Integer.MAX_VALUE - 8;

	private final BodySpace.Share share;

	private byte[] bytes = new byte[0];

	private int length;

	private CollectedBody(BodySpace.Share share) {
		this.share = share;
	}

	/** Reads the body of a request, which limits it, into its share of the memory. */
	static Mono<CollectedBody> of(ServerHttpRequest request, BodySpace.Share share) {
		return request.getBody()
			.onErrorMap(Refusals::ofBody)
			.collect(() -> new CollectedBody(share), CollectedBody::add);
	}

	private void add(DataBuffer buffer) {
		try {
			int more = buffer.readableByteCount();
			reserve(more);
			buffer.read(this.bytes, this.length, more);
			this.length += more;
		}
		finally {
			DataBufferUtils.release(buffer);
		}
	}

	private void reserve(int more) {
		if (more > LARGEST - this.length) {
			throw Refusal.of(Problem.BODY_TOO_LARGE, "The body is larger than allowed.");
		}
		int needed = this.length + more;
		if (needed > this.bytes.length) {
			int size = (int) Math.min(LARGEST, Math.max(FIRST, Math.max(needed, 2L * this.bytes.length)));
			this.share.take(size - this.bytes.length);
			this.bytes = Arrays.copyOf(this.bytes, size);
		}
	}

	byte[] bytes() {
		return this.bytes;
	}

	int length() {
		return this.length;
	}

	/** Returns the request with these bytes as its body, as often as anybody asks. */
	ServerHttpRequest on(ServerHttpRequest request, DataBufferFactory buffers) {
		return new ServerHttpRequestDecorator(request) {

			@Override
			public Flux<DataBuffer> getBody() {
				return (CollectedBody.this.length > 0) ? Mono.fromSupplier(this::buffer).flux() : Flux.empty();
			}

			private DataBuffer buffer() {
				return buffers.wrap(ByteBuffer.wrap(CollectedBody.this.bytes, 0, CollectedBody.this.length));
			}

		};
	}

}
