package dev.gatehouse.gateway.validation;

/**
 * An array of items that are all alike.
 *
 * @param items what each item must be
 * @param fewest the least number of them
 * @param most the greatest
 */
record QuickArray(QuickRule items, int fewest, int most) {

	static final QuickArray ANY = new QuickArray(QuickRule.ANYTHING, 0, Integer.MAX_VALUE);

	/** Returns whether it accepts the array at which the reader stands. */
	boolean accepts(QuickJson json) {
		if (!json.open()) {
			return false;
		}
		int size = 0;
		if (json.next() != ']') {
			do {
				if (++size > this.most || !this.items.accepts(json)) {
					return false;
				}
			}
			while (json.another());
		}
		return size >= this.fewest && json.close(']');
	}

}
