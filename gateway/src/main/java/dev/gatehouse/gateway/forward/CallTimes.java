package dev.gatehouse.gateway.forward;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import dev.gatehouse.gateway.forward.Attempt.Verdict;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Times the calls of one API's service, by their outcome. */
final class CallTimes {

	/** In the order of the verdicts. */
	private final Timer[] timers;

	CallTimes(String api, MeterRegistry meters) {
		this.timers = Arrays.stream(Verdict.values())
			.map((verdict) -> meters.timer("gatehouse.upstream", "api", api, "outcome", outcome(verdict)))
			.toArray(Timer[]::new);
	}

	private static String outcome(Verdict verdict) {
		return switch (verdict) {
			case GOOD -> "success";
			case BAD -> "failure";
			case NEITHER -> "aborted";
		};
	}

	/** Records the time from the beginning to now. */
	void record(Attempt attempt, Verdict verdict) {
		this.timers[verdict.ordinal()].record(attempt.age(System.nanoTime()), TimeUnit.NANOSECONDS);
	}

}
