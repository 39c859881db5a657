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
	 * @throws dev.gatehouse.gateway.problem.Refusal if one of the limits does not allow
	 * it now
	 */
	Permit admit(long now) {
		takePlaces();
		takeCounts(now);
		return new Permit(this.places, this.policy, left(now));
	}

	private void takePlaces() {
		for (int i = 0; i < this.places.length; i++) {
			if (!this.places[i].take()) {
				releasePlaces(i);
				throw this.places[i].refusal();
			}
		}
	}

	private void takeCounts(long now) {
		for (int i = 0; i < this.counted.length; i++) {
			long wait = this.counted[i].count().take(now);
			if (wait != 0) {
				for (int taken = 0; taken < i; taken++) {
					this.counted[taken].count().giveBack();
				}
				releasePlaces(this.places.length);
				throw this.counted[i].refusal(wait, now);
			}
		}
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
			if (one.left() < one.limit()) {
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
