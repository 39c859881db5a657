package dev.gatehouse.gateway.limits;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * So many requests at the same time. Nodes that share a limit divide it among them, but
 * each has one place at least.
 */
final class Places {

	private final String plan;

	private final int limit;

	private final IntSupplier nodes;

	private final AtomicInteger taken;

	/**
	 * Creates the places.
	 * @param before those of another plan: who has one of them still has it; null: nobody
	 */
	Places(String plan, int limit, IntSupplier nodes, @Nullable Places before) {
		this.plan = plan;
		this.limit = limit;
		this.nodes = nodes;
		this.taken = (before != null) ? before.taken : new AtomicInteger();
	}

	/** Takes a place if one is free. */
	boolean take() {
		int share = share();
		int present = this.taken.get();
		while (present < share) {
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
		return Math.max(0, share() - this.taken.get());
	}

	boolean areFree() {
		return this.taken.get() == 0;
	}

	private int share() {
		return Math.max(1, this.limit / this.nodes.getAsInt());
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
