package dev.gatehouse.gateway.validation;

import tools.jackson.databind.JsonNode;

/**
 * Says of a value that it follows a schema, where that can be said at little cost. What
 * it does not accept is not thereby wrong: the schema library decides on that, and says
 * what is wrong with it.
 */
interface QuickRule {

	/** Accepts what every schema accepts. */
	QuickRule ANYTHING = (value) -> true;

	/** Leaves every value to the library. */
	QuickRule NOTHING = (value) -> false;

	/** Returns whether the value surely follows the schema. */
	boolean accepts(JsonNode value);

}
