package dev.gatehouse.gateway.validation;

import org.jspecify.annotations.Nullable;

/** What one value of a parameter must be, looked at where it stands. */
@FunctionalInterface
interface TextRule {

	/**
	 * Returns the rule that the text breaks, or null.
	 * @param from where the value begins in the text
	 * @param to where it ends
	 */
	@Nullable String broken(String text, int from, int to);

}
