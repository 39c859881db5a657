package dev.gatehouse.gateway.limits;

import java.time.Duration;

/**
 * How long the store is waited for.
 *
 * @param request by a request that only the store can decide
 * @param answer by the thread that asks; after that the store is away
 */
record Patience(Duration request, Duration answer) {

	/**
	 * A decision is promised within 5 ms, and full service 2 s after the store is back.
	 */
	static final Patience USUAL = new Patience(Duration.ofMillis(4), Duration.ofMillis(500));

}
