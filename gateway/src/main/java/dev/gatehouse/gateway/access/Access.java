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
			throw refusal(operation, "The token does not hold the scope of this operation.");
		}
		if (!caller.partner().scopes().containsAll(operation.scopes())) {
			throw refusal(operation, "The partner is not admitted to the scope of this operation.");
		}
	}

	private static Refusal refusal(Operation operation, String detail) {
		return Refusal.of(Problem.INSUFFICIENT_SCOPE, detail)
			.with("scope", operation.scope())
			.challenge(Challenge.insufficientScope(operation.scope()));
	}

}
