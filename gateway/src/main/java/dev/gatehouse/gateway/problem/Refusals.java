package dev.gatehouse.gateway.problem;

import java.io.IOException;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.netty.channel.AbortedException;

import org.springframework.http.HttpHeaders;
import org.springframework.web.ErrorResponse;

/**
 * Turns whatever stopped a request into a refusal, so that nothing of an exception
 * reaches a client.
 */
public final class Refusals {

	private static final Logger logger = LoggerFactory.getLogger(Refusals.class);

	/** What an error of the framework's may say beside its status. */
	private static final List<String> KEPT = List.of(HttpHeaders.ALLOW, HttpHeaders.RETRY_AFTER);

	private Refusals() {
	}

	/** Returns the refusal that the error is or stands for. */
	public static Refusal of(Throwable error, String requestId) {
		if (error instanceof Refusal refusal) {
			return refusal;
		}
		Refusal refusal = (error instanceof ErrorResponse response) ? ofStatus(response) : null;
		if (refusal == null) {
			logger.atError()
				.addKeyValue("http.request.id", requestId)
				.setCause(error)
				.log("request {} failed within the gateway", requestId);
			return Refusal.of(Problem.INTERNAL_ERROR, "The gateway failed. The request id names the case.");
		}
		return refusal;
	}

	/**
	 * Returns what it means that the body of a request did not come to its end: a refusal
	 * if its client has gone, else the error itself.
	 */
	public static Throwable ofBody(Throwable error) {
		return (error instanceof AbortedException || error instanceof IOException)
				? Refusal.of(Problem.BAD_REQUEST, "The request broke off.") : error;
	}

	private static @Nullable Refusal ofStatus(ErrorResponse error) {
		Refusal refusal = ofStatus(error.getStatusCode().value());
		for (String name : KEPT) {
			String value = error.getHeaders().getFirst(name);
			if (refusal != null && value != null) {
				refusal.header(name, value);
			}
		}
		return refusal;
	}

	private static @Nullable Refusal ofStatus(int status) {
		return switch (status) {
			case 404 -> Refusal.of(Problem.NO_SUCH_OPERATION, "No contract names this path.");
			case 405 -> Refusal.of(Problem.METHOD_NOT_ALLOWED, "The contract does not name this method.");
			case 413 -> Refusal.of(Problem.BODY_TOO_LARGE, "The body is larger than allowed.");
			case 415 -> Refusal.of(Problem.UNSUPPORTED_MEDIA_TYPE, "The contract does not name this media type.");
			case 429 -> Refusal.of(Problem.RATE_LIMITED, "Too many requests.");
			case 431 -> Refusal.of(Problem.HEADERS_TOO_LARGE, "The header fields are too many or too large.");
			case 502 -> Refusal.of(Problem.UPSTREAM_FAILED, "The service gave no proper answer.");
			case 503 -> Refusal.of(Problem.UPSTREAM_UNAVAILABLE, "The service cannot be reached at the moment.");
			case 504 -> Refusal.of(Problem.UPSTREAM_TIMEOUT, "The service did not answer in time.");
			default -> (status >= 400 && status < 500)
					? Refusal.of(Problem.BAD_REQUEST, "The request is not well-formed.") : null;
		};
	}

}
