package dev.gatehouse.gateway.token;

/**
 * When a token is good: from the first of these milliseconds of the epoch until before
 * the last.
 */
record Validity(long from, long until) {

	boolean contains(long millis) {
		return millis >= this.from && millis < this.until;
	}

}
