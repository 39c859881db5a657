package dev.gatehouse.cards.card;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** Why a card was blocked. Out of the holder's hands means for good. */
public enum BlockReason {

	LOST, STOLEN, SUSPECTED_FRAUD, HOLDER_REQUEST;

	public static BlockReason of(String code) {
		return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
	}

	/** The name outside: kebab-case. */
	@JsonValue
	public String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	public boolean forGood() {
		return this == LOST || this == STOLEN;
	}

	CardEvent event() {
		return forGood() ? CardEvent.BLOCK_FOR_GOOD : CardEvent.BLOCK;
	}

	CardState state() {
		return forGood() ? CardState.BLOCKED_FOR_GOOD : CardState.BLOCKED;
	}

}
