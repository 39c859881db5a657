package dev.gatehouse.gateway.validation;

import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;

import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A few threads for bodies that take milliseconds to check, which no event loop has to
 * spare. Their queue is bounded, and who finds it full is refused.
 */
final class Workers implements AutoCloseable {

	private static final int QUEUE = 32;

	private final Scheduler scheduler = Schedulers
		.newBoundedElastic(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), QUEUE, "validation", 60, true);

	/** Returns what the work comes to. */
	<T> Mono<T> run(Callable<T> work) {
		return Mono.fromCallable(work)
			.subscribeOn(this.scheduler)
			.onErrorMap(RejectedExecutionException.class, (ex) -> overloaded());
	}

	private static Refusal overloaded() {
		return Refusal.of(Problem.OVERLOADED, "Too many large bodies are to be checked.").retryAfter(1);
	}

	@Override
	public void close() {
		this.scheduler.dispose();
	}

}
