package dev.gatehouse.gateway.console;

import java.util.List;
import java.util.Map;

import dev.gatehouse.gateway.limits.Standing;
import org.jspecify.annotations.Nullable;

/**
 * What the page is told, as JSON. Rates are requests a second, times milliseconds; null:
 * there was nothing to measure. Names come from contracts, the registry and the gateway.
 *
 * @param time when it was made
 * @param now how the last five seconds were
 * @param history one point for every {@code step} seconds, the oldest first
 * @param window the seconds that the tables below count
 */
record Overview(String time, Node node, Rates now, Curves history, double window, List<OperationRow> operations,
		List<PartnerRow> partners, int morePartners, List<RefusalRow> refusals, List<UpstreamRow> upstreams,
		List<PartRow> parts, Map<String, @Nullable Double> facts) {

	/**
	 * The gateway itself.
	 *
	 * @param cpu of all processors, 0 to 1
	 * @param registered partners
	 */
	record Node(String version, String started, double uptime, long heapUsed, long heapMax, @Nullable Double cpu,
			int registered) {
	}

	/** Requests a second by outcome, and what they took. */
	record Rates(double allowed, double refused, double failed, double aborted, @Nullable Double p50,
			@Nullable Double p95, @Nullable Double p99) {
	}

	/** The same over time. */
	record Curves(int step, int points, List<Rates> of) {
	}

	/** How often an operation was called. */
	record OperationRow(String api, String operation, String call, double requests, double refused, double failed,
			double aborted, @Nullable Double p50, @Nullable Double p95, @Nullable Double p99) {
	}

	/**
	 * What a partner did.
	 *
	 * @param limits what is left of its plan; null: it is not registered
	 */
	record PartnerRow(String client, double requests, double refused, double failed, double aborted,
			@Nullable Standing limits) {
	}

	/**
	 * How often there was one reason.
	 *
	 * @param client whose requests most of them were
	 */
	record RefusalRow(String reason, double requests, String client, double ofClient) {
	}

	/**
	 * An API's service.
	 *
	 * @param state of its circuit breaker
	 * @param failureRate in percent of the last calls; null: too few
	 * @param notPermitted calls that the breaker has kept from it
	 * @param underWay calls at the moment
	 * @param mean time of a call
	 */
	record UpstreamRow(String api, String state, @Nullable Double failureRate, long notPermitted, int underWay,
			double calls, double failures, @Nullable Double mean) {
	}

	/** One of the things that the gateway needs, and what its health says of it. */
	record PartRow(String name, String status, Map<String, Object> details) {
	}

}
