package dev.gatehouse.gateway.token;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.Jwt;

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

	@Nullable RefusedTokenException get(String text) {
		Refused found = this.some.tokens.get(text);
		long now = this.clock.millis();
		// A clock that was set back must not make it longer.
		return (found != null && now < found.until && now >= found.until - this.ageMillis)
				? new RefusedTokenException(found.reason, found.token) : null;
	}

	/**
	 * @param token what the issuer says of it, if it says whose it is
	 */
	void put(String text, TokenReason reason, @Nullable Jwt token) {
		Some now = this.some;
		long length = length(text, token);
		if (now.tokens.size() >= MOST || now.characters.get() + length > MOST_CHARACTERS) {
			now = new Some();
			this.some = now;
		}
		if (now.tokens.put(text, new Refused(reason, token, this.clock.millis() + this.ageMillis)) == null) {
			now.characters.addAndGet(length);
		}
	}

	private static long length(String text, @Nullable Jwt token) {
		return (token != null) ? text.length() + token.getClaims().toString().length() : text.length();
	}

	int size() {
		return this.some.tokens.size();
	}

	private record Refused(TokenReason reason, @Nullable Jwt token, long until) {
	}

	/** Those since it was last emptied. */
	private static final class Some {

		private final ConcurrentMap<String, Refused> tokens = new ConcurrentHashMap<>();

		private final AtomicLong characters = new AtomicLong();

	}

}
