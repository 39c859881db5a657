package dev.gatehouse.gateway.console;

import java.util.List;
import java.util.Locale;

import dev.gatehouse.gateway.console.Overview.UpstreamRow;
import dev.gatehouse.gateway.contract.Contracts;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;

/** How the services do. */
final class Upstreams {

	private final Contracts contracts;

	private final CircuitBreakerRegistry breakers;

	private final BulkheadRegistry bulkheads;

	private final Tracks tracks;

	Upstreams(Contracts contracts, CircuitBreakerRegistry breakers, BulkheadRegistry bulkheads, Tracks tracks) {
		this.contracts = contracts;
		this.breakers = breakers;
		this.bulkheads = bulkheads;
		this.tracks = tracks;
	}

	List<UpstreamRow> rows(int place) {
		return this.contracts.apis().stream().sorted().map((api) -> row(api, place)).toList();
	}

	private UpstreamRow row(String api, int place) {
		double calls = 0;
		double failures = 0;
		double seconds = 0;
		for (Track track : this.tracks.of(Tracks.UPSTREAM)) {
			if (track.tag("api").equals(api)) {
				double[] grown = track.since(place);
				calls += grown[0];
				failures += track.tag("outcome").equals("failure") ? grown[0] : 0;
				seconds += grown[1];
			}
		}
		CircuitBreaker breaker = this.breakers.circuitBreaker(api);
		Bulkhead.Metrics places = this.bulkheads.bulkhead(api).getMetrics();
		float rate = breaker.getMetrics().getFailureRate();
		return new UpstreamRow(api, breaker.getState().name().toLowerCase(Locale.ROOT).replace('_', ' '),
				(rate >= 0) ? (double) rate : null, breaker.getMetrics().getNumberOfNotPermittedCalls(),
				places.getMaxAllowedConcurrentCalls() - places.getAvailableConcurrentCalls(), calls, failures,
				(calls > 0) ? 1000 * seconds / calls : null);
	}

}
