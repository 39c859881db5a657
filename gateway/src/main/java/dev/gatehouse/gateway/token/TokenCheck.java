package dev.gatehouse.gateway.token;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Objects;

import dev.gatehouse.gateway.entry.SourceLimit;
import dev.gatehouse.gateway.problem.Challenge;
import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import dev.gatehouse.gateway.revocation.Revocations;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.jwt.Jwt;

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

	private final @Nullable Introspection introspection;

	private final Revocations revocations;

	private final SourceLimit sources;

	private final InstantSource clock;

	private final Counter hits;

	private final Counter misses;

	/**
	 * @param sources how many refused tokens each source may send
	 */
	TokenCheck(TokenDecoder decoder, TokenCache cache, IssuerKeys keys, @Nullable Introspection introspection,
			Revocations revocations, SourceLimit sources, InstantSource clock, MeterRegistry meters) {
		this.decoder = decoder;
		this.cache = cache;
		this.keys = keys;
		this.introspection = introspection;
		this.revocations = revocations;
		this.sources = sources;
		this.clock = clock;
		this.hits = meters.counter("gatehouse.token.cache.requests", "result", "hit");
		this.misses = meters.counter("gatehouse.token.cache.requests", "result", "miss");
	}

	/**
	 * Returns the token of a request that was verified before and is still good, or null
	 * if there is none, or it has yet to be verified. Waits for nothing.
	 * @param confirmed whether the issuer has to be asked, also about a JWT
	 */
	public @Nullable VerifiedToken known(HttpHeaders headers, boolean confirmed) {
		String field = headers.getFirst(HttpHeaders.AUTHORIZATION);
		VerifiedToken token = (field != null) ? this.cache.get(Scheme.canonical(field)) : null;
		if (token == null || !isStillGood(token) || (confirmed && !token.isConfirmed(this.clock.millis()))) {
			return null;
		}
		this.hits.increment();
		return token;
	}

	/** Whatever ends the life of a token early is asked here, on every request. */
	private boolean isStillGood(VerifiedToken token) {
		IssuerKey key = token.key();
		return token.validity().contains(this.clock.millis()) && (key == null || this.keys.hold(key))
				&& !token.isAmong(this.revocations);
	}

	/**
	 * Returns the verified token of a request. A source whose tokens are refused again
	 * and again is refused before the next one is looked at: a signature costs more to
	 * check than to make up. A bad one counts also when nobody waits any longer for the
	 * issuer's keys or answer.
	 * @param confirmed whether the issuer has to be asked, also about a JWT
	 * @throws Refusal if there is none, it is bad, nobody can tell, or the source has
	 * sent too many bad ones; or ends with it
	 */
	public Mono<VerifiedToken> verify(HttpHeaders headers, InetAddress source, boolean confirmed) {
		String field = credentials(headers);
		this.sources.check(source);
		try {
			Mono<VerifiedToken> verified = verifyField(field, confirmed).doOnError(Refusal.class,
					(refusal) -> count(refusal, source));
			return Mono.fromFuture(verified::toFuture, true);
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
	 * @param confirmed whether the issuer has to be asked, also about a JWT
	 * @throws Refusal if there is none, it is bad, or nobody can tell; or ends with it
	 */
	public Mono<VerifiedToken> verify(HttpHeaders headers, boolean confirmed) {
		return verifyField(credentials(headers), confirmed);
	}

	private Mono<VerifiedToken> verifyField(String field, boolean confirmed) {
		Scheme scheme = Objects.requireNonNull(Scheme.of(field));
		this.misses.increment();
		try {
			return verify(scheme.token(field), confirmed).doOnNext(scheme::check)
				.doOnNext((token) -> this.cache.put(Scheme.canonical(field), token))
				.onErrorMap(TokenCheck::refusal);
		}
		catch (RefusedTokenException | NoKeysException ex) {
			throw refusal(ex);
		}
	}

	private Mono<VerifiedToken> verify(String token, boolean confirmed) {
		Introspection issuer = this.introspection;
		if (issuer == null) {
			return this.decoder.verify(token);
		}
		if (Introspection.isOpaque(token)) {
			return issuer.verify(token).map(this::unlessRevoked);
		}
		return confirmed ? this.decoder.verify(token).flatMap(issuer::confirm) : this.decoder.verify(token);
	}

	/** The issuer may not know of it. */
	private VerifiedToken unlessRevoked(VerifiedToken token) {
		if (!this.revocations.areKnown()) {
			throw new NoKeysException(token.jwt());
		}
		if (token.isAmong(this.revocations)) {
			throw new RefusedTokenException(TokenReason.REVOKED, token.jwt());
		}
		return token;
	}

	/** Returns whether the issuer can be asked about a token. */
	public boolean canConfirm() {
		return this.introspection != null;
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
			case NoKeysException none -> unavailable(none.token());
			default -> throw new IllegalStateException(error);
		};
	}

	private static Refusal unavailable(@Nullable Jwt token) {
		Refusal refusal = Refusal.of(Problem.IDENTITY_UNAVAILABLE, "Tokens cannot be checked at the moment.")
			.retryAfter(RETRY_SECONDS);
		return (token != null) ? refusal.about(token) : refusal;
	}

}
