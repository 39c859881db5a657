package dev.gatehouse.gateway.limits;

import java.util.concurrent.atomic.AtomicInteger;

import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;

/** So many requests at the same time. */
final class Places {

	private final String plan;

	private final int limit;

	private final AtomicInteger taken = new AtomicInteger();

	Places(String plan, int limit) {
		this.plan = plan;
		this.limit = limit;
	}

	/** Takes a place if one is free. */
	boolean take() {
		int present = this.taken.get();
		while (present < this.limit) {
			int seen = this.taken.compareAndExchange(present, present + 1);
			if (seen == present) {
				return true;
			}
			present = seen;
		}
		return false;
	}

	void giveBack() {
		this.taken.decrementAndGet();
	}

	int limit() {
		return this.limit;
	}

	int left() {
		return Math.max(0, this.limit - this.taken.get());
	}

	Refusal refusal() {
		return Refusal.of(Problem.TOO_MANY_AT_ONCE, "The plan's number of requests at once is reached.")
			.with("plan", this.plan)
			.retryAfter(1)
			.with("limit", (long) this.limit)
			.header("RateLimit-Policy", "\"" + this.plan + "\";q=" + this.limit + ";qu=\"concurrent-requests\"")
			.header("RateLimit", "\"" + this.plan + "\";r=0");
	}

}
