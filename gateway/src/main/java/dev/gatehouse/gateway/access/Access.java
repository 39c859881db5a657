package dev.gatehouse.gateway.access;

import dev.gatehouse.gateway.contract.Operation;
import dev.gatehouse.gateway.partner.Caller;
import dev.gatehouse.gateway.problem.Challenge;
import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;

/**
 * Whether a caller may call an operation: token and ceiling must both hold all of its
 * scopes.
 */
public final class Access {

	private Access() {
	}

	/**
	 * Checks the scopes.
	 * @throws Refusal if one is missing; it says which are needed
	 */
	public static void check(Operation operation, Caller caller) {
		if (!caller.scopes().containsAll(operation.scopes())) {
			throw refusal(operation, "The token does not hold the scope of this operation.").about(Lack.TOKEN);
		}
		if (!caller.partner().scopes().containsAll(operation.scopes())) {
			throw refusal(operation, "The partner is not admitted to the scope of this operation.").about(Lack.CEILING);
		}
	}

	private static Refusal refusal(Operation operation, String detail) {
		return Refusal.of(Problem.INSUFFICIENT_SCOPE, detail)
			.with("scope", operation.scope())
			.challenge(Challenge.insufficientScope(operation.scope()));
	}

	/** Who lacks the scope: what such a refusal is about. */
	public enum Lack {

		/** The token. */
		TOKEN,

		/** The partner's ceiling, which cuts the token's scopes. */
		CEILING

	}

}
