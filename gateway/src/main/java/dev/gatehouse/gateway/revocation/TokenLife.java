package dev.gatehouse.gateway.revocation;

import java.time.Duration;

/**
 * How long tokens can be used: no revocation has to be kept for longer.
 *
 * @param longest the longest time from {@code iat} to {@code exp}
 * @param skew how far clocks may differ
 */
public record TokenLife(Duration longest, Duration skew) {

	/** Returns the second after which no token can be used that was issued before. */
	long end(long issuedBefore) {
		return issuedBefore + this.longest.toSeconds() + 1 + this.skew.toSeconds();
	}

}
