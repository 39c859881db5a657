package dev.gatehouse.gateway.forward;

import java.util.concurrent.TimeUnit;

import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

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

	/** Makes the call if the service may be called now. */
	Mono<Void> call(Attempt attempt, Mono<Void> call) {
		if (!this.bulkhead.tryAcquirePermission()) {
			return Mono.error(Refusal.of(Problem.OVERLOADED, "Too many requests to this API at once.").retryAfter(1));
		}
		if (!this.breaker.tryAcquirePermission()) {
			this.bulkhead.releasePermission();
			return Mono.error(UpstreamErrors.unavailable());
		}
		return call.doOnError(attempt::failed).doFinally((signal) -> {
			this.bulkhead.onComplete();
			report(attempt, signal);
		});
	}

	private void report(Attempt attempt, SignalType signal) {
		switch (attempt.verdict(signal)) {
			case GOOD -> this.breaker.onSuccess(attempt.nanos(), TimeUnit.NANOSECONDS);
			case BAD -> this.breaker.onError(attempt.nanos(), TimeUnit.NANOSECONDS, attempt.cause());
			case NEITHER -> this.breaker.releasePermission();
		}
	}

}
