package dev.gatehouse.gateway.token;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Objects;

import dev.gatehouse.gateway.entry.SourceLimit;
import dev.gatehouse.gateway.problem.Challenge;
import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;

/**
 * Takes the token from the request and has it judged, once: as long as it is good and its
 * key is in force, the answer is remembered. A refusal says whether the token is bad or
 * nobody could tell, and is not remembered.
 */
public final class TokenCheck {

	/** When the keys are away, the next attempt to fetch them is at most this far. */
	private static final int RETRY_SECONDS = 5;

	private final TokenDecoder decoder;

	private final TokenCache cache;

	private final IssuerKeys keys;

	private final SourceLimit sources;

	private final InstantSource clock;

	private final Counter hits;

	private final Counter misses;

	/**
	 * @param sources how many refused tokens each source may send
	 */
	TokenCheck(TokenDecoder decoder, TokenCache cache, IssuerKeys keys, SourceLimit sources, InstantSource clock,
			MeterRegistry meters) {
		this.decoder = decoder;
		this.cache = cache;
		this.keys = keys;
		this.sources = sources;
		this.clock = clock;
		this.hits = meters.counter("gatehouse.token.cache.requests", "result", "hit");
		this.misses = meters.counter("gatehouse.token.cache.requests", "result", "miss");
	}

	/**
	 * Returns the token of a request that was verified before and is still good, or null
	 * if there is none, or it has yet to be verified. Waits for nothing.
	 */
	public @Nullable VerifiedToken known(HttpHeaders headers) {
		String field = headers.getFirst(HttpHeaders.AUTHORIZATION);
		VerifiedToken token = (field != null) ? this.cache.get(Scheme.canonical(field)) : null;
		if (token == null || !isStillGood(token)) {
			return null;
		}
		this.hits.increment();
		return token;
	}

	/** Whatever ends the life of a token early is asked here, on every request. */
	private boolean isStillGood(VerifiedToken token) {
		return token.validity().contains(this.clock.millis()) && this.keys.hold(token.key());
	}

	/**
	 * Returns the verified token of a request. A source whose tokens are refused again
	 * and again is refused before the next one is looked at: a signature costs more to
	 * check than to make up.
	 * @throws Refusal if there is none, it is bad, nobody can tell, or the source has
	 * sent too many bad ones; or ends with it
	 */
	public Mono<VerifiedToken> verify(HttpHeaders headers, InetAddress source) {
		credentials(headers);
		this.sources.check(source);
		try {
			return verify(headers).doOnError(Refusal.class, (refusal) -> count(refusal, source));
		}
		catch (Refusal refusal) {
			count(refusal, source);
			throw refusal;
		}
	}

	private void count(Refusal refusal, InetAddress source) {
		if (refusal.problem() == Problem.INVALID_TOKEN) {
			this.sources.count(source);
		}
	}

	/**
	 * Returns the verified token of a request, wherever that comes from.
	 * @throws Refusal if there is none, it is bad, or nobody can tell; or ends with it
	 */
	public Mono<VerifiedToken> verify(HttpHeaders headers) {
		String field = credentials(headers);
		Scheme scheme = Objects.requireNonNull(Scheme.of(field));
		this.misses.increment();
		try {
			return this.decoder.verify(scheme.token(field))
				.doOnNext(scheme::check)
				.doOnNext((token) -> this.cache.put(Scheme.canonical(field), token))
				.onErrorMap(TokenCheck::refusal);
		}
		catch (RefusedTokenException | NoKeysException ex) {
			throw refusal(ex);
		}
	}

	/**
	 * Checks that there is a token, whatever it is worth.
	 * @throws Refusal if there is none
	 */
	public static void require(HttpHeaders headers) {
		credentials(headers);
	}

	private static String credentials(HttpHeaders headers) {
		String field = headers.getFirst(HttpHeaders.AUTHORIZATION);
		if (field == null || Scheme.of(field) == null) {
			throw Refusal.of(Problem.NO_CREDENTIALS, "none", "An access token is needed: Authorization: Bearer ...")
				.challenge(Challenge.plain());
		}
		return field;
	}

	private static Refusal refusal(Throwable error) {
		return switch (error) {
			case RefusedTokenException refused -> refused.refusal();
			case NoKeysException none ->
				Refusal.of(Problem.IDENTITY_UNAVAILABLE, "Tokens cannot be checked at the moment.")
					.retryAfter(RETRY_SECONDS);
			default -> throw new IllegalStateException(error);
		};
	}

}
