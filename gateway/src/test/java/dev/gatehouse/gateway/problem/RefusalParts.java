package dev.gatehouse.gateway.problem;

import java.util.Map;

/**
 * Shows other rooms' tests what a refusal carries, which in the gateway only its writer
 * may see.
 */
public final class RefusalParts {

	private RefusalParts() {
	}

	public static Map<String, String> headers(Refusal refusal) {
		return refusal.headers();
	}

	/** Returns what a refusal tells the scheme that the request used; empty: nothing. */
	public static String challenge(Refusal refusal) {
		Challenge challenge = refusal.challenge();
		return (challenge != null) ? challenge.parameters() : "";
	}

	public static Map<String, Object> members(Refusal refusal) {
		return refusal.members();
	}

}
