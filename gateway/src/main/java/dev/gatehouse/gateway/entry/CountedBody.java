package dev.gatehouse.gateway.entry;

import reactor.core.publisher.Flux;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;

/**
 * A request whose body ends in a refusal as soon as it is too large, also when nobody
 * announced its length.
 */
final class CountedBody extends ServerHttpRequestDecorator {

	private final long limit;

	private long seen;

	CountedBody(ServerHttpRequest request, long limit) {
		super(request);
		this.limit = limit;
	}

	@Override
	public Flux<DataBuffer> getBody() {
		return super.getBody().handle((buffer, sink) -> {
			this.seen += buffer.readableByteCount();
			if (this.seen > this.limit) {
				DataBufferUtils.release(buffer);
				sink.error(Entry.tooLarge(this.limit));
			}
			else {
				sink.next(buffer);
			}
		});
	}

}
