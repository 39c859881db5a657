package dev.gatehouse.gateway.validation;

/**
 * Says of a value that it follows a schema, where that can be said at little cost. What
 * it does not accept is not thereby wrong: the schema library decides on that, and says
 * what is wrong with it.
 */
interface QuickRule {

	/** Accepts what every schema accepts. */
	QuickRule ANYTHING = new QuickValue(QuickValue.ALL, null, null, null, null);

	/** Leaves every value to the library. */
	QuickRule NOTHING = (json) -> false;

	/**
	 * Returns whether the value at which the reader stands is JSON and surely follows the
	 * schema. If so, the reader stands behind it.
	 */
	boolean accepts(QuickJson json);

}
