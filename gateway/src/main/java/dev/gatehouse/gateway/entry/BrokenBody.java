package dev.gatehouse.gateway.entry;

import dev.gatehouse.gateway.problem.Refusal;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;
import reactor.netty.channel.ChannelOperations;

/**
 * Why the body of a request is not read to its end. It is told to who reads the body, as
 * soon as somebody does: before, the server would only close.
 */
final class BrokenBody {

	private @Nullable Refusal refusal;

	/** Ends the body. The context is that of the handler that read it. */
	void end(ChannelHandlerContext context, Refusal refusal) {
		this.refusal = refusal;
		tell(context);
	}

	/** Tells of the end if there is one, nobody knows of it yet and somebody reads. */
	void tell(ChannelHandlerContext context) {
		Refusal refusal = this.refusal;
		if (refusal != null && context.channel().config().isAutoRead()) {
			this.refusal = null;
			context.executor().execute(() -> {
				if (ChannelOperations.get(context.channel()) != null) {
					context.fireExceptionCaught(refusal);
				}
			});
		}
	}

}
