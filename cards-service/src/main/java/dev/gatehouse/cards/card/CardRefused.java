package dev.gatehouse.cards.card;

/** A change that the state of the card does not allow. */
public final class CardRefused extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final CardRefusal refusal;

	CardRefused(CardRefusal refusal) {
		// An expected answer: no stack trace, it would only cost.
		super(refusal.detail(), null, false, false);
		this.refusal = refusal;
	}

	public CardRefusal refusal() {
		return this.refusal;
	}

}
