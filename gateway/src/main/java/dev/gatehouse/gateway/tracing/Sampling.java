package dev.gatehouse.gateway.tracing;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Which requests have spans. A trace that its caller does not follow is not followed
 * here; one that it does follow is, if the caller is a partner and within its share. What
 * strangers say of their traces has no weight: theirs, and those that begin here, are
 * chosen by lot.
 */
final class Sampling {

	private final double ratio;

	private final CallersShare share;

	private final DoubleSupplier lot;

	/**
	 * @param ratio of those that are chosen by lot, 0 to 1
	 * @param lot draws a number from 0 to below 1
	 */
	Sampling(double ratio, CallersShare share, DoubleSupplier lot) {
		this.ratio = ratio;
		this.share = share;
		this.lot = lot;
	}

	static Sampling of(TracingSettings settings) {
		return new Sampling(settings.sample(), new CallersShare(settings.callersPerSecond(), System::nanoTime),
				() -> ThreadLocalRandom.current().nextDouble());
	}

	/**
	 * Returns whether this request is to have spans.
	 * @param continued whether the trace is one that the caller began
	 * @param flagged whether the caller says that it follows it
	 * @param partner the caller, if it is known that it is a partner
	 */
	boolean chooses(boolean continued, boolean flagged, @Nullable String partner) {
		if (continued && !flagged) {
			return false;
		}
		if (flagged && partner != null && this.share.take(partner)) {
			return true;
		}
		return this.lot.getAsDouble() < this.ratio;
	}

}
