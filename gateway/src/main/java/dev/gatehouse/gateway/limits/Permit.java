package dev.gatehouse.gateway.limits;

import org.jspecify.annotations.Nullable;

/** An admitted request's place among its partner's, and what its answer says of them. */
public final class Permit {

	private final Places[] held;

	private final @Nullable String policy;

	private final @Nullable String left;

	Permit(Places[] held, @Nullable String policy, @Nullable String left) {
		this.held = held;
		this.policy = policy;
		this.left = left;
	}

	/**
	 * Gives the place back. Called exactly once, when the request has ended in whatever
	 * way.
	 */
	public void release() {
		for (Places places : this.held) {
			places.giveBack();
		}
	}

	/** Returns the field {@code RateLimit-Policy}; null: nothing is counted. */
	public @Nullable String policy() {
		return this.policy;
	}

	/** Returns the field {@code RateLimit}; null: nothing is counted. */
	public @Nullable String left() {
		return this.left;
	}

}
