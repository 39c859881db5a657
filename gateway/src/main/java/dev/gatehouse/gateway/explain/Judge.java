package dev.gatehouse.gateway.explain;

import reactor.core.publisher.Mono;

/** Asks the rooms of a call that nobody makes, in the order of the walk. */
@FunctionalInterface
public interface Judge {

	/**
	 * Judges the call and leaves in its passage what was found. Ends with the
	 * {@link dev.gatehouse.gateway.problem.Refusal} that the call would get, and without
	 * one if it would be forwarded. Takes and forwards nothing.
	 */
	Mono<Void> judge(Rehearsal rehearsal);

}
