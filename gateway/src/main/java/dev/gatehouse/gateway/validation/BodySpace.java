package dev.gatehouse.gateway.validation;

import java.util.concurrent.atomic.AtomicLong;

import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;

/**
 * How much memory the bodies of all requests may hold at one time. Many clients that each
 * send a little less than is allowed must not use up the gateway's.
 */
final class BodySpace {

	private final long most;

	private final AtomicLong used = new AtomicLong();

	BodySpace(long most) {
		this.most = most;
	}

	/** An eighth of the heap. */
	static BodySpace ofHeap() {
		return new BodySpace(Runtime.getRuntime().maxMemory() / 8);
	}

	/** Returns the share of one request, as yet empty. */
	Share share() {
		return new Share();
	}

	long used() {
		return this.used.get();
	}

	/** What one request holds. Belongs to it alone. */
	final class Share {

		private long held;

		/**
		 * Takes more.
		 * @throws Refusal if there is not so much left
		 */
		void take(int bytes) {
			if (BodySpace.this.used.addAndGet(bytes) > BodySpace.this.most) {
				BodySpace.this.used.addAndGet(-bytes);
				throw Refusal.of(Problem.OVERLOADED, "Too many bodies are on their way at the moment.").retryAfter(1);
			}
			this.held += bytes;
		}

		/** Gives everything back, when the request has ended. */
		void giveBack() {
			BodySpace.this.used.addAndGet(-this.held);
			this.held = 0;
		}

	}

}
