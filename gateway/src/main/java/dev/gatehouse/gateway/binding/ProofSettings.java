package dev.gatehouse.gateway.binding;

import java.time.Duration;
import java.util.Base64;
import java.util.List;

import dev.gatehouse.gateway.settings.InvalidSetting;
import dev.gatehouse.gateway.token.ProofReader;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which proofs of possession are taken (RFC 9449).
 *
 * @param algorithms that they may be signed with
 * @param maxAge the longest time from {@code iat} to the request
 * @param skew how far {@code iat} may lie ahead
 * @param maxProofs how many proofs of the last {@code maxAge} are remembered here
 * @param storeTimeout the longest wait for the store that all gateways share
 * @param nonceLifetime the longest time that a nonce is good for; null: none is asked for
 * @param nonceSecret base64 of at least 32 bytes, the same for all gateways; null: this
 * node's own
 */
@ConfigurationProperties("gatehouse.dpop")
record ProofSettings(@DefaultValue( {
		"ES256", "PS256", "EdDSA" }) List<String> algorithms, @DefaultValue("60s") Duration maxAge,
		@DefaultValue("5s") Duration skew, @DefaultValue("300000") int maxProofs,
		@DefaultValue("500ms") Duration storeTimeout, @Nullable Duration nonceLifetime, @Nullable String nonceSecret){

	/** Below that, a secret could be found by trying. */
	private static final int SHORTEST_SECRET = 32;

	private static final int LEAST_PROOFS = 100;

	ProofSettings {
		InvalidSetting.check(!algorithms.isEmpty() && ProofReader.algorithms().containsAll(algorithms),
				"gatehouse.dpop.algorithms", "must be among " + ProofReader.algorithms());
		algorithms = List.copyOf(algorithms);
		checkBetween(maxAge, Duration.ofSeconds(5), Duration.ofMinutes(5), "gatehouse.dpop.max-age");
		checkBetween(skew, Duration.ZERO, Duration.ofSeconds(30), "gatehouse.dpop.skew");
		InvalidSetting.check(maxProofs >= LEAST_PROOFS, "gatehouse.dpop.max-proofs",
				"must be " + LEAST_PROOFS + " or more");
		checkBetween(storeTimeout, Duration.ofMillis(10), Duration.ofSeconds(5), "gatehouse.dpop.store-timeout");
		if (nonceLifetime != null) {
			checkBetween(nonceLifetime, Duration.ofSeconds(10), Duration.ofHours(1), "gatehouse.dpop.nonce-lifetime");
		}
		// The value is not repeated.
		InvalidSetting.check(nonceSecret == null || bytes(nonceSecret).length >= SHORTEST_SECRET,
				"gatehouse.dpop.nonce-secret", "must be base64 of at least 32 bytes");
	}

	private static void checkBetween(Duration value, Duration least, Duration most, String key) {
		InvalidSetting.check(value.compareTo(least) >= 0 && value.compareTo(most) <= 0, key,
				"must be between " + least.toMillis() + "ms and " + most.toMillis() + "ms");
	}

	private static byte[] bytes(String base64) {
		try {
			return Base64.getDecoder().decode(base64);
		}
		catch (IllegalArgumentException ex) {
			return new byte[0];
		}
	}

	/** Returns the secret's bytes, or null. */
	byte @Nullable [] nonceKey() {
		return (this.nonceSecret != null) ? bytes(this.nonceSecret) : null;
	}

	/** Returns how long a proof must be remembered, by one clock. */
	Duration window() {
		return this.maxAge.plus(this.skew);
	}

	@Override
	public String toString() {
		return "ProofSettings" + this.algorithms;
	}

}
