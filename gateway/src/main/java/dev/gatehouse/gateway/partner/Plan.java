package dev.gatehouse.gateway.partner;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * How much a partner may ask for. What is null is not limited.
 *
 * @param name the plan's name
 * @param rate requests a second, steadily
 * @param burst requests at once after a quiet time; at least one
 * @param quota requests a period
 * @param concurrency requests at the same time
 * @param apis what holds in addition for the operations of some APIs; such a part has no
 * further ones
 */
public record Plan(String name, @Nullable Rate rate, long burst, @Nullable Quota quota, @Nullable Integer concurrency,
		Map<String, Plan> apis) {

	public Plan {
		apis = Map.copyOf(apis);
	}

	/** A plan that is the same for all APIs. */
	public Plan(String name, @Nullable Rate rate, long burst, @Nullable Quota quota, @Nullable Integer concurrency) {
		this(name, rate, burst, quota, concurrency, Map.of());
	}

	/** A number of requests per so many nanoseconds. */
	public record Rate(long requests, long nanos) {
	}

	/** A number of requests per calendar day or month, in UTC. */
	public record Quota(long requests, Period period) {
	}

	/** The span that a quota covers. */
	public enum Period {

		DAY, MONTH

	}

}
