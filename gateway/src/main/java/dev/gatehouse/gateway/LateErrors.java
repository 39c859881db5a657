package dev.gatehouse.gateway;

import java.io.IOException;
import java.util.function.Consumer;

import dev.gatehouse.gateway.problem.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Hooks;
import reactor.netty.channel.AbortedException;
import reactor.util.context.Context;

/**
 * Errors that come when everything is over. Reactor Netty tells the reader of a body
 * twice that it broke off, and Reactor would log the second time as an error: one for
 * each client that goes away.
 */
final class LateErrors {

	private static final Logger logger = LoggerFactory.getLogger(LateErrors.class);

	/** Where Reactor's operators look before they ask the hook. */
	private static final String DROPPED = "reactor.onErrorDropped.local";

	private LateErrors() {
	}

	/** Logs those that nobody has heard of yet, and no others. */
	static void sift() {
		// One hook would come on top of another.
		Hooks.resetOnErrorDropped();
		Hooks.onErrorDropped((error) -> {
			if (isNews(error)) {
				logger.warn("an error came when its request was over", error);
			}
		});
	}

	/** Does the same for one request, and names it. */
	static Context of(Context context, String requestId) {
		Consumer<Throwable> late = (error) -> {
			if (isNews(error)) {
				logger.atWarn()
					.addKeyValue("http.request.id", requestId)
					.setCause(error)
					.log("an error came when request {} was over", requestId);
			}
		};
		return context.put(DROPPED, late);
	}

	private static boolean isNews(Throwable error) {
		return !(error instanceof Refusal || error instanceof IOException || error instanceof AbortedException);
	}

}
