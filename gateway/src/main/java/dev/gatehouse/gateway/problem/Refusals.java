package dev.gatehouse.gateway.problem;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.web.server.ResponseStatusException;

/**
 * Turns whatever stopped a request into a refusal, so that nothing of an exception
 * reaches a client.
 */
public final class Refusals {

	private static final Logger logger = LoggerFactory.getLogger(Refusals.class);

	private Refusals() {
	}

	/** Returns the refusal that the error is or stands for. */
	public static Refusal of(Throwable error, String requestId) {
		return switch (error) {
			case Refusal refusal -> refusal;
			case ResponseStatusException status when status.getStatusCode().is4xxClientError() -> ofStatus(status);
			default -> {
				logger.error("request {} failed within the gateway", requestId, error);
				yield Refusal.of(Problem.INTERNAL_ERROR, "The gateway failed. The request id names the case.");
			}
		};
	}

	private static Refusal ofStatus(ResponseStatusException error) {
		return switch (error.getStatusCode().value()) {
			case 404 -> Refusal.of(Problem.NO_SUCH_OPERATION, "No contract names this path.");
			case 405 -> Refusal.of(Problem.METHOD_NOT_ALLOWED, "The contract does not name this method.");
			case 413 -> Refusal.of(Problem.BODY_TOO_LARGE, "The body is larger than allowed.");
			case 415 -> Refusal.of(Problem.UNSUPPORTED_MEDIA_TYPE, "The contract does not name this media type.");
			default -> Refusal.of(Problem.BAD_REQUEST, "The request is not well-formed.");
		};
	}

}
