package dev.gatehouse.gateway.token;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * Tokens that the issuer has just said no to, by every character, for a few seconds: who
 * repeats one does not make the gateway ask again. Strangers fill it, so it holds little
 * and is emptied when it is full.
 */
final class RecentRefusals {

	static final int MOST = 2000;

	static final long MOST_CHARACTERS = 1024 * 1024;

	private static final Duration LONGEST = Duration.ofSeconds(5);

	private final long ageMillis;

	private final InstantSource clock;

	private volatile Some some = new Some();

	/**
	 * @param maxAge how long an answer counts; longer than 5 s is cut
	 */
	RecentRefusals(Duration maxAge, InstantSource clock) {
		this.ageMillis = ((maxAge.compareTo(LONGEST) < 0) ? maxAge : LONGEST).toMillis();
		this.clock = clock;
	}

	@Nullable TokenReason get(String token) {
		Refused found = this.some.tokens.get(token);
		long now = this.clock.millis();
		// A clock that was set back must not make it longer.
		return (found != null && now < found.until && now >= found.until - this.ageMillis) ? found.reason : null;
	}

	void put(String token, TokenReason reason) {
		Some now = this.some;
		if (now.tokens.size() >= MOST || now.characters.get() + token.length() > MOST_CHARACTERS) {
			now = new Some();
			this.some = now;
		}
		if (now.tokens.put(token, new Refused(reason, this.clock.millis() + this.ageMillis)) == null) {
			now.characters.addAndGet(token.length());
		}
	}

	int size() {
		return this.some.tokens.size();
	}

	private record Refused(TokenReason reason, long until) {
	}

	/** Those since it was last emptied. */
	private static final class Some {

		private final ConcurrentMap<String, Refused> tokens = new ConcurrentHashMap<>();

		private final AtomicLong characters = new AtomicLong();

	}

}
