package dev.gatehouse.gateway.binding;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

/*
 * A nonce is a keyed hash of the number of its time step, so that nobody has to remember any, and gateways with one secret
 * take each other's. The steps are half of a nonce's life: that of the step before is still good. That of the next is too,
 * because another gateway's clock may be there already.
 */
/**
 * Makes the nonces that proofs must have (RFC 9449, sections 8 and 9): nobody can make a
 * proof today that is good tomorrow.
 */
final class Nonces {

	private static final String ALGORITHM = "HmacSHA256";

	private static final int LENGTH = 16;

	private final SecretKeySpec secret;

	private final long stepMillis;

	private final InstantSource clock;

	private volatile Step step;

	/**
	 * Creates them.
	 * @param secret shared with all gateways; null: a new one
	 * @param lifetime the longest that a nonce is good for
	 */
	Nonces(byte @Nullable [] secret, Duration lifetime, InstantSource clock) {
		this.secret = new SecretKeySpec((secret != null) ? secret : random(), ALGORITHM);
		this.stepMillis = lifetime.toMillis() / 2;
		this.clock = clock;
		this.step = step(number());
	}

	private static byte[] random() {
		byte[] secret = new byte[32];
		new SecureRandom().nextBytes(secret);
		return secret;
	}

	/** Returns the nonce for the next proofs. */
	String current() {
		return now().nonce;
	}

	/** Returns whether a proof with this nonce is good now. */
	boolean isGood(@Nullable String nonce) {
		return nonce != null && (nonce.equals(now().nonce) || now().others.contains(nonce));
	}

	private long number() {
		return this.clock.millis() / this.stepMillis;
	}

	private Step now() {
		long number = number();
		Step known = this.step;
		if (known.number != number) {
			known = step(number);
			this.step = known;
		}
		return known;
	}

	private Step step(long number) {
		return new Step(number, nonce(number), List.of(nonce(number - 1), nonce(number + 1)));
	}

	private String nonce(long number) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(this.secret);
			byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
			return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, LENGTH));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private record Step(long number, String nonce, List<String> others) {
	}

}
