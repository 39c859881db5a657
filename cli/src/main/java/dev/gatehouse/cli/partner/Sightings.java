package dev.gatehouse.cli.partner;

import java.util.Map;
import java.util.Optional;

/**
 * What gateways have seen of the partners.
 *
 * @param lastSeen client to the time it last called; empty: no audit record is at hand
 * @param freshTokens client to the tokens that were new in the last minute; empty: no
 * gateway was asked, or none answers
 */
record Sightings(Optional<Map<String, String>> lastSeen, Optional<Map<String, Long>> freshTokens) {

	/** Nobody was asked. */
	static final Sightings NONE = new Sightings(Optional.empty(), Optional.empty());

	Optional<String> lastSeen(String client) {
		return this.lastSeen.map((seen) -> seen.get(client));
	}

	Optional<Long> freshTokens(String client) {
		return this.freshTokens.map((tokens) -> tokens.getOrDefault(client, 0L));
	}

}
