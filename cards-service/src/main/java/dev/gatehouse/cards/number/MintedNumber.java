package dev.gatehouse.cards.number;

/** A new number as the rest of the bank sees it. */
public record MintedNumber(MaskedNumber masked, NumberFingerprint fingerprint) {
}
