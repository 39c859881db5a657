package dev.gatehouse.cards.number;

import java.util.HexFormat;

/**
 * HMAC-SHA-256 of a card number, 64 hex digits: equal for equal numbers, and of no use to
 * find the number without the key (PCI DSS 3.5.1.1). It keeps two cards from sharing one.
 */
public record NumberFingerprint(String hex) {

	public NumberFingerprint {
		if (hex.length() != 64) {
			throw new IllegalArgumentException("a fingerprint has 64 hex digits");
		}
	}

	static NumberFingerprint of(byte[] mac) {
		return new NumberFingerprint(HexFormat.of().formatHex(mac));
	}
}
