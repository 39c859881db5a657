package dev.gatehouse.gateway.limits;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * All limits that hold for one partner's requests to one API: its plan's, and those that
 * the plan has for that API. Each must admit a request; what one refuses takes nothing of
 * the others.
 */
final class AppliedLimits {

	/** Of an item of the field {@code RateLimit}, about. */
	private static final int ITEM_LENGTH = 48;

	private final Places[] places;

	private final CountedLimit[] counted;

	private final @Nullable String policy;

	AppliedLimits(List<Places> places, List<CountedLimit> counted) {
		this.places = places.toArray(Places[]::new);
		this.counted = counted.toArray(CountedLimit[]::new);
		this.policy = counted.isEmpty() ? null
				: counted.stream().map(CountedLimit::policy).collect(Collectors.joining(", "));
	}

	/**
	 * Takes a place and a request of everything that is counted, or nothing at all.
	 * @param mayAsk whether the store may be asked
	 * @return null: nothing is taken yet, and the store is being asked
	 * @throws dev.gatehouse.gateway.problem.Refusal if one of the limits does not allow
	 * it now
	 */
	@Nullable Permit admit(long now, boolean mayAsk) {
		takePlaces();
		return takeCounts(now, mayAsk) ? new Permit(this.places, this.policy, left(now)) : null;
	}

	private void takePlaces() {
		for (int i = 0; i < this.places.length; i++) {
			if (!this.places[i].take()) {
				releasePlaces(i);
				throw this.places[i].refusal();
			}
		}
	}

	/** Whatever is not known is asked for at once. */
	private boolean takeCounts(long now, boolean mayAsk) {
		long taken = 0;
		long ofShare = 0;
		boolean known = true;
		for (int i = 0; i < this.counted.length; i++) {
			Count count = this.counted[i].count();
			long answer = mayAsk ? count.takeOrAsk(now) : count.take(now);
			if (answer == 0 || answer == Count.OF_SHARE) {
				taken |= 1L << i;
				ofShare |= (answer == 0) ? 0 : 1L << i;
			}
			else if (answer == Count.ASK) {
				known = false;
			}
			else {
				giveBack(now, taken, ofShare);
				throw this.counted[i].refusal(answer, now);
			}
		}
		if (!known) {
			giveBack(now, taken, ofShare);
		}
		return known;
	}

	private void giveBack(long now, long taken, long ofShare) {
		for (int i = 0; i < this.counted.length; i++) {
			long bit = 1L << i;
			if ((taken & bit) != 0) {
				this.counted[i].count().giveBack(now, ((ofShare & bit) != 0) ? Count.OF_SHARE : 0);
			}
		}
		releasePlaces(this.places.length);
	}

	private void releasePlaces(int number) {
		for (int i = 0; i < number; i++) {
			this.places[i].giveBack();
		}
	}

	private @Nullable String left(long now) {
		if (this.counted.length == 0) {
			return null;
		}
		StringBuilder field = new StringBuilder(ITEM_LENGTH * this.counted.length);
		for (CountedLimit limit : this.counted) {
			limit.writeLeft(field.isEmpty() ? field : field.append(", "), now);
		}
		return field.toString();
	}

	/** Refuses what {@link #admit} would refuse, and takes nothing. */
	void check(long now) {
		for (Places one : this.places) {
			if (one.left() < 1) {
				throw one.refusal();
			}
		}
		for (CountedLimit limit : this.counted) {
			long wait = limit.count().look(now);
			if (wait != 0) {
				throw limit.refusal(wait, now);
			}
		}
	}

	/** Returns whether nothing is taken of any of them. */
	boolean areWhole(long now) {
		for (Places one : this.places) {
			if (!one.areFree()) {
				return false;
			}
		}
		for (CountedLimit limit : this.counted) {
			if (!limit.count().isWhole(now)) {
				return false;
			}
		}
		return true;
	}

}
