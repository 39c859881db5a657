package dev.gatehouse.gateway.entry;

import dev.gatehouse.gateway.problem.Refusal;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.FullHttpResponse;
import org.jspecify.annotations.Nullable;

/** Says no to what never became a request, and records it. */
@FunctionalInterface
public interface UnreadAnswer {

	/**
	 * Returns the answer.
	 * @param requestLine the request line as far as it could be read, else null; the
	 * connection is closed after the answer
	 */
	FullHttpResponse to(Channel channel, @Nullable String requestLine, Refusal refusal);

}
