package dev.gatehouse.gateway;

import java.io.IOException;

import dev.gatehouse.gateway.problem.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Hooks;
import reactor.netty.channel.AbortedException;

/**
 * Errors that come when everything is over. Reactor Netty tells the reader of a body
 * twice that it broke off, and Reactor would log the second time as an error: one for
 * each client that goes away.
 */
final class LateErrors {

	private static final Logger logger = LoggerFactory.getLogger(LateErrors.class);

	private LateErrors() {
	}

	/** Logs those that nobody has heard of yet, and no others. */
	static void sift() {
		// One hook would come on top of another.
		Hooks.resetOnErrorDropped();
		Hooks.onErrorDropped((error) -> {
			if (!(error instanceof Refusal || error instanceof IOException || error instanceof AbortedException)) {
				logger.warn("an error came when its request was over", error);
			}
		});
	}

}
