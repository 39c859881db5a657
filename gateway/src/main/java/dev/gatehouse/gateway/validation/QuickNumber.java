package dev.gatehouse.gateway.validation;

import tools.jackson.databind.JsonNode;

/**
 * A whole number within bounds, where both fit 64 bits.
 *
 * @param least the least
 * @param most the greatest
 */
record QuickNumber(long least, long most) implements QuickRule {

	@Override
	public boolean accepts(JsonNode value) {
		if (!value.isNumber()) {
			return true;
		}
		if (!value.isIntegralNumber() || !value.canConvertToLong()) {
			return false;
		}
		long number = value.longValue();
		return number >= this.least && number <= this.most;
	}

}
