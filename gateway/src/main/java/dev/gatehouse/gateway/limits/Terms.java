package dev.gatehouse.gateway.limits;

/**
 * How the store counts a limit.
 *
 * @param isRate whether it fills up with time
 * @param unit what one request takes: microseconds of a rate, or 1
 * @param span what there is of it: microseconds of a rate, or requests
 */
record Terms(boolean isRate, double unit, double span) {

	static Terms of(Pace pace) {
		return new Terms(true, pace.interval() / 1000.0, pace.window() / 1000.0);
	}

	static Terms ofQuota(long requests) {
		return new Terms(false, 1, requests);
	}

	/**
	 * Returns where a limit stands that stands there by other terms: a rate's bucket is
	 * as full as before, of a quota as much is used.
	 * @param now in microseconds, by the store's clock
	 */
	long converted(long value, Terms other, long now) {
		if (!this.isRate || this.span == other.span) {
			return value;
		}
		return now + Math.round(Math.max(0, value - now) / other.span * this.span);
	}

}
