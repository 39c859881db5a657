package dev.gatehouse.cards.number;

import java.util.Base64;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where numbers come from. The key has no default: a built-in one would be known to
 * everybody who reads this repository.
 */
@ConfigurationProperties("gatehouse.cards.number")
record NumberSettings(@Nullable String bin, @Nullable String key) {

	private static final int KEY_BYTES = 32;

	NumberSettings {
		issuer(bin);
		secret(key);
	}

	Bin issuer() {
		return issuer(this.bin);
	}

	FingerprintKey fingerprintKey() {
		return new FingerprintKey(secret(this.key));
	}

	private static Bin issuer(@Nullable String bin) {
		return new Bin((bin != null) ? bin : "");
	}

	private static byte[] secret(@Nullable String key) {
		byte[] secret = decoded((key != null) ? key.strip() : "");
		if (secret.length < KEY_BYTES) {
			throw new IllegalArgumentException("gatehouse.cards.number.key (environment: GATEHOUSE_CARDS_NUMBER_KEY)"
					+ " must be set to at least " + KEY_BYTES + " random bytes in Base64");
		}
		return secret;
	}

	private static byte[] decoded(String key) {
		try {
			return Base64.getDecoder().decode(key);
		}
		catch (IllegalArgumentException ex) {
			// Its message quotes characters of the key.
			return new byte[0];
		}
	}

	@Override
	public String toString() {
		return "NumberSettings[bin=" + this.bin + "]";
	}
}
