package dev.gatehouse.gateway.validation;

import tools.jackson.databind.JsonNode;

/**
 * An array of items that are all alike.
 *
 * @param items what each item must be
 * @param fewest the least number of them
 * @param most the greatest
 */
record QuickArray(QuickRule items, int fewest, int most) implements QuickRule {

	@Override
	public boolean accepts(JsonNode value) {
		if (!value.isArray()) {
			return true;
		}
		if (value.size() < this.fewest || value.size() > this.most) {
			return false;
		}
		for (JsonNode item : value) {
			if (!this.items.accepts(item)) {
				return false;
			}
		}
		return true;
	}

}
