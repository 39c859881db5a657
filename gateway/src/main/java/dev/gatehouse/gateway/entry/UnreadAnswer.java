package dev.gatehouse.gateway.entry;

import dev.gatehouse.gateway.problem.Refusal;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.FullHttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * Says no to what never became a request, and records it. As a handler it stands before
 * the server's own of each request, for the answers that the server itself would give.
 */
public interface UnreadAnswer extends ChannelHandler {

	/**
	 * Returns the answer.
	 * @param requestLine the request line as far as it could be read, else null; the
	 * connection, or the stream, is closed after the answer
	 */
	FullHttpResponse to(Channel channel, @Nullable String requestLine, Refusal refusal);

	/** Records a refusal for which there is nobody to answer. */
	void record(Channel channel, Refusal refusal);

}
