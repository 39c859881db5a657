package dev.gatehouse.cards.card;

/** What a partner may ask of a card. */
enum CardEvent {

	BLOCK, BLOCK_FOR_GOOD, UNBLOCK, CHANGE_LIMIT

}
