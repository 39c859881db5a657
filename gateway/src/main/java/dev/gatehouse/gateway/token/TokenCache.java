package dev.gatehouse.gateway.token;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/*
 * Two generations. What is looked up in the old one moves to the young one, and when the young one is full it becomes the
 * old one and what was old is gone. So what has been used since the last turn stays, and a look-up is one or two reads of
 * a hash map: no lock, no allocation, nothing recorded, no thread to tidy up. Each generation takes half of the limits.
 */

/**
 * Tokens that were verified, by every character of the field that they came in. Holds at
 * most so many, of at most so many bytes. Says nothing about whether a token is still
 * good.
 */
final class TokenCache {

	private static final long PER_TOKEN = 1024;

	private static final long PER_CLAIM = 128;

	private static final long PER_CHARACTER = 3;

	private final long mostTokens;

	private final long mostBytes;

	private volatile Generation young = new Generation();

	private volatile Generation old = new Generation();

	TokenCache(TokenCacheSettings settings) {
		this.mostTokens = settings.maxTokens() / 2;
		this.mostBytes = settings.maxSize().toBytes() / 2;
	}

	@Nullable VerifiedToken get(String field) {
		VerifiedToken token = this.young.tokens.get(field);
		if (token == null) {
			token = this.old.tokens.get(field);
			if (token != null) {
				put(field, token);
			}
		}
		return token;
	}

	void put(String field, VerifiedToken token) {
		Generation young = this.young;
		long bytes = bytes(field, token);
		if (young.tokens.size() >= this.mostTokens || young.bytes.get() + bytes > this.mostBytes) {
			turn(young);
			young = this.young;
		}
		if (young.tokens.put(field, token) == null) {
			young.bytes.addAndGet(bytes);
		}
	}

	private synchronized void turn(Generation full) {
		if (this.young == full) {
			this.old = full;
			this.young = new Generation();
		}
	}

	/** Forgets the tokens that this is true of. */
	void removeIf(Predicate<VerifiedToken> gone) {
		this.young.removeIf(gone);
		this.old.removeIf(gone);
	}

	/** About what a token takes on the heap: its text twice, its claims, their names. */
	private static long bytes(String field, VerifiedToken token) {
		return PER_TOKEN + PER_CLAIM * token.jwt().getClaims().size() + PER_CHARACTER * field.length();
	}

	int size() {
		return this.young.tokens.size() + this.old.tokens.size();
	}

	/** Tokens of about the same age. */
	private static final class Generation {

		private final ConcurrentMap<String, VerifiedToken> tokens = new ConcurrentHashMap<>();

		private final AtomicLong bytes = new AtomicLong();

		void removeIf(Predicate<VerifiedToken> gone) {
			this.tokens.forEach((field, token) -> {
				if (gone.test(token) && this.tokens.remove(field, token)) {
					this.bytes.addAndGet(-bytes(field, token));
				}
			});
		}

	}

}
