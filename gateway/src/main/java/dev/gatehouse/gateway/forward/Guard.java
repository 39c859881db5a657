package dev.gatehouse.gateway.forward;

import java.util.concurrent.TimeUnit;

import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;

/**
 * Stands before a service: a bulkhead bounds how many calls it has at once, a circuit
 * breaker rests it when it fails. A client that goes away, and a refusal of the gateway's
 * own, say nothing about the service and do not count.
 */
final class Guard {

	private final Bulkhead bulkhead;

	private final CircuitBreaker breaker;

	Guard(Bulkhead bulkhead, CircuitBreaker breaker) {
		this.bulkhead = bulkhead;
		this.breaker = breaker;
	}

	/**
	 * Takes a place for a call.
	 * @throws Refusal if the service may not be called now
	 */
	void enter() {
		if (!this.bulkhead.tryAcquirePermission()) {
			throw Refusal.of(Problem.OVERLOADED, "Too many requests to this API at once.").retryAfter(1);
		}
		if (!this.breaker.tryAcquirePermission()) {
			this.bulkhead.releasePermission();
			throw UpstreamErrors.unavailable();
		}
	}

	/** Gives the place back, and notes what the call said about the service. */
	void leave(Attempt attempt, Attempt.Verdict verdict) {
		this.bulkhead.onComplete();
		switch (verdict) {
			case GOOD -> this.breaker.onSuccess(attempt.nanos(), TimeUnit.NANOSECONDS);
			case BAD -> this.breaker.onError(attempt.nanos(), TimeUnit.NANOSECONDS, attempt.cause());
			case NEITHER -> this.breaker.releasePermission();
		}
	}

}
