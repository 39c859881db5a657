package dev.gatehouse.cards.card;

/**
 * Where a card stands, and the whole table of what may happen next. An expired card stays
 * expired whatever else is true of it, so that nothing brings it back.
 */
public enum CardState {

	ACTIVE, BLOCKED, BLOCKED_FOR_GOOD, EXPIRED;

	/**
	 * The state after the event.
	 * @throws CardRefused when the event is not allowed here
	 */
	CardState after(CardEvent event) {
		return switch (this) {
			case ACTIVE -> afterWhenActive(event);
			case BLOCKED -> afterWhenBlocked(event);
			case BLOCKED_FOR_GOOD -> throw new CardRefused(switch (event) {
				case BLOCK, BLOCK_FOR_GOOD -> CardRefusal.ALREADY_BLOCKED;
				case UNBLOCK, CHANGE_LIMIT -> CardRefusal.BLOCKED_FOR_GOOD;
			});
			case EXPIRED -> throw new CardRefused(CardRefusal.EXPIRED);
		};
	}

	private static CardState afterWhenActive(CardEvent event) {
		return switch (event) {
			case BLOCK -> BLOCKED;
			case BLOCK_FOR_GOOD -> BLOCKED_FOR_GOOD;
			case UNBLOCK -> throw new CardRefused(CardRefusal.NOT_BLOCKED);
			case CHANGE_LIMIT -> ACTIVE;
		};
	}

	private static CardState afterWhenBlocked(CardEvent event) {
		return switch (event) {
			case BLOCK, BLOCK_FOR_GOOD -> throw new CardRefused(CardRefusal.ALREADY_BLOCKED);
			case UNBLOCK -> ACTIVE;
			case CHANGE_LIMIT -> BLOCKED;
		};
	}

}
