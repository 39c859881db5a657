package dev.gatehouse.gateway.limits;

/** An admitted request's place among its partner's. */
@FunctionalInterface
public interface Permit {

	/** The permit of a partner whose concurrency is not limited. */
	Permit NOTHING_HELD = () -> {
	};

	/**
	 * Gives the place back. Called exactly once, when the request has ended in whatever
	 * way.
	 */
	void release();

}
