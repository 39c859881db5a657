package dev.gatehouse.service.time;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

import org.springframework.util.IdGenerator;

/**
 * UUIDs of version 7 (RFC 9562, 5.7): 48 bits of milliseconds, then 74 random bits. They
 * cannot be guessed, and rows made together lie together in an index.
 */
final class TimeOrderedIds implements IdGenerator {

	private static final long VERSION_7 = 0x7000L;

	private static final long RFC_VARIANT = 0x8000_0000_0000_0000L;

	private final Clock clock;

	private final SecureRandom random = new SecureRandom();

	TimeOrderedIds(Clock clock) {
		this.clock = clock;
	}

	@Override
	public UUID generateId() {
		long high = (this.clock.millis() << 16) | VERSION_7 | (this.random.nextLong() & 0x0FFFL);
		long low = RFC_VARIANT | (this.random.nextLong() >>> 2);
		return new UUID(high, low);
	}

}
