package dev.gatehouse.gateway.problem;

import java.util.List;

/**
 * With which algorithms a client may prove that a token is its own: every 401 offers them
 * beside plain tokens (RFC 9449, section 7.1).
 *
 * @param names as in {@code alg}
 */
public record ProofAlgorithms(List<String> names) {

	public ProofAlgorithms {
		names = List.copyOf(names);
	}

	/** Returns the parameter of a challenge. */
	String parameter() {
		return ", algs=\"" + String.join(" ", this.names) + "\"";
	}

}
