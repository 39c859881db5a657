package dev.gatehouse.gateway.forward;

import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;

/**
 * An answer of a service that a client must not see: it says that the service failed, but
 * not as a problem, or it asks for credentials, which services never get to see.
 */
final class ServiceFailure extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final int status;

	ServiceFailure(int status) {
		super("status " + status, null, false, false);
		this.status = status;
	}

	/**
	 * Returns the problem in its place, with the status that it had if there is one for
	 * it.
	 */
	Refusal refusal() {
		return switch (this.status) {
			case 500 -> Refusal.of(Problem.INTERNAL_ERROR, "upstream-failed", "The service failed.");
			case 503 -> UpstreamErrors.unavailable();
			case 504 -> UpstreamErrors.timeout();
			default -> UpstreamErrors.failed();
		};
	}

}
