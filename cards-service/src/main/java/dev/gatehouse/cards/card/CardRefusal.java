package dev.gatehouse.cards.card;

/** Why a card's state does not allow a change; each name is a problem of the contract. */
public enum CardRefusal {

	ALREADY_BLOCKED("card-already-blocked", "The card is blocked already."),

	NOT_BLOCKED("card-not-blocked", "The card is not blocked."),

	BLOCKED_FOR_GOOD("card-blocked-for-good", "A card blocked as lost or stolen stays as it is."),

	EXPIRED("card-expired", "The card has expired.");

	private final String problem;

	private final String detail;

	CardRefusal(String problem, String detail) {
		this.problem = problem;
		this.detail = detail;
	}

	public String problem() {
		return this.problem;
	}

	public String detail() {
		return this.detail;
	}

}
