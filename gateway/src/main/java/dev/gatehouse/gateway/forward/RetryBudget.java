package dev.gatehouse.gateway.forward;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Allows one retry for every ten requests, and a few at first, so that retries cannot
 * double the load of a sick service.
 */
final class RetryBudget {

	private static final int COST = 10;

	private static final int MOST = 10 * COST;

	private final AtomicInteger savings = new AtomicInteger(MOST);

	void earn() {
		this.savings.updateAndGet((saved) -> Math.min(MOST, saved + 1));
	}

	boolean spend() {
		return this.savings.getAndUpdate((saved) -> (saved >= COST) ? saved - COST : saved) >= COST;
	}

}
