package dev.gatehouse.gateway.validation;

/**
 * A number that is whole, or one within bounds, which must be whole then and fit 64 bits.
 *
 * @param bounded whether there are bounds
 * @param least the least
 * @param most the greatest
 */
record QuickNumber(boolean bounded, long least, long most) {

	/** Returns whether it accepts the number that was read last. */
	boolean accepts(QuickJson json) {
		return this.bounded ? json.isWithin(this.least, this.most) : json.isWhole();
	}

}
