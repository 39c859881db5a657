package dev.gatehouse.gateway.partner;

import java.util.List;
import java.util.Set;

import dev.gatehouse.gateway.entry.Network;

/**
 * A partner as the registry knows it.
 *
 * @param client the client id, as in the token
 * @param active whether it may come in; false: suspended
 * @param plan what it may ask for
 * @param scopes the ceiling: no token gets more
 * @param networks where it may come from; empty: from anywhere
 * @param binding whether its tokens must be bound to a key
 */
public record Partner(String client, boolean active, Plan plan, Set<String> scopes, List<Network> networks,
		Binding binding) {

	public Partner {
		scopes = Set.copyOf(scopes);
		networks = List.copyOf(networks);
	}

	/** How a partner's tokens are bound to its key. */
	public enum Binding {

		/** Plain bearer tokens (RFC 6750). */
		NONE,

		/** Bound to a client certificate (RFC 8705). */
		MTLS,

		/** Bound to a proof-of-possession key (RFC 9449). */
		DPOP

	}

}
