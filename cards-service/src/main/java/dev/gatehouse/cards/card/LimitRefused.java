package dev.gatehouse.cards.card;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** A monthly limit that the product does not allow. */
public final class LimitRefused extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String detail;

	private final transient @Nullable LimitBounds bounds;

	private LimitRefused(String detail, @Nullable LimitBounds bounds) {
		super(detail, null, false, false);
		this.detail = detail;
		this.bounds = bounds;
	}

	static LimitRefused outOf(LimitBounds bounds) {
		return new LimitRefused("The limit is not within the product's bounds.", bounds);
	}

	static LimitRefused currencyMismatch() {
		return new LimitRefused("The limit is not in the card's currency.", null);
	}

	public String detail() {
		return this.detail;
	}

	/**
	 * The bounds that the limit misses; empty when it is in another currency than the
	 * card.
	 */
	public Optional<LimitBounds> bounds() {
		return Optional.ofNullable(this.bounds);
	}

}
