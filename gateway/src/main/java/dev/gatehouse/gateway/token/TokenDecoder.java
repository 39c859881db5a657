package dev.gatehouse.gateway.token;

import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import dev.gatehouse.gateway.revocation.Revocations;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;

/**
 * Spring Security's decoder with the issuer's keys and our rules: form, algorithm,
 * issuer, key, signature, claims, revocations, in this order, and nothing in a token is
 * believed before its signature (RFC 8725, sections 3.1 to 3.3). Only {@code alg},
 * {@code kid} and {@code typ} of the header are used; keys or places of keys that a token
 * brings along are not.
 */
final class TokenDecoder implements ReactiveJwtDecoder {

	/** How many requests may wait for one fetch of the keys. */
	private static final int MOST_WAITING = 2000;

	private final IssuerSettings.Issuer issuer;

	private final IssuerKeys keys;

	private final Revocations revocations;

	private final TokenRules rules;

	private final InstantSource clock;

	private final Scheduler afterFetch;

	private final AtomicInteger waiting = new AtomicInteger();

	/**
	 * @param afterFetch where the tokens are decided that had to wait for a fetch
	 */
	TokenDecoder(IssuerSettings settings, IssuerKeys keys, Revocations revocations, InstantSource clock,
			Scheduler afterFetch) {
		this.issuer = settings.issuer();
		this.keys = keys;
		this.revocations = revocations;
		this.rules = new TokenRules(settings);
		this.clock = clock;
		this.afterFetch = afterFetch;
	}

	@Override
	public Mono<Jwt> decode(String token) {
		return Mono.defer(() -> verify(token)).map(VerifiedToken::jwt);
	}

	/**
	 * Verifies a token: at once if its key is known, else when the keys were fetched.
	 * @throws RefusedTokenException if the token is bad
	 * @throws NoKeysException if nobody can tell
	 */
	Mono<VerifiedToken> verify(String text) {
		SignedToken token = SignedToken.read(text, this.issuer);
		if (!this.rules.isOfIssuer(token)) {
			throw new RefusedTokenException(TokenReason.ISSUER);
		}
		String id = token.keyId();
		if (id == null || !KeyReader.isId(id)) {
			throw new RefusedTokenException(TokenReason.UNKNOWN_KEY);
		}
		Finding finding = look(token, id, null);
		if (finding.reason == null) {
			return Mono.just(accept(token, finding));
		}
		CompletableFuture<Void> fetch = this.keys.ask(id);
		return (fetch != null) ? after(fetch, token, id, finding) : Mono.just(settle(token, id, finding));
	}

	/** Waits for the end of a fetch, but not with everybody. */
	private Mono<VerifiedToken> after(CompletableFuture<Void> fetch, SignedToken token, String id, Finding before) {
		if (this.waiting.get() >= MOST_WAITING) {
			return Mono.error(new NoKeysException());
		}
		this.waiting.incrementAndGet();
		return Mono.fromFuture(fetch, true)
			.doFinally((signal) -> this.waiting.decrementAndGet())
			.publishOn(this.afterFetch)
			.then(Mono.fromSupplier(() -> settle(token, id, before)));
	}

	/**
	 * Decides with the keys that are there now: there will be no others for this token.
	 */
	private VerifiedToken settle(SignedToken token, String id, Finding before) {
		Finding finding = look(token, id, before);
		if (finding.reason == null) {
			return accept(token, finding);
		}
		if (this.keys.current() == null || (finding.key == null && !this.keys.areCertain())) {
			throw new NoKeysException();
		}
		throw new RefusedTokenException(finding.reason);
	}

	/** Finds the key and checks the signature, unless that was done with the same key. */
	private Finding look(SignedToken token, String id, @Nullable Finding before) {
		KeySet current = this.keys.current();
		IssuerKey key = (current != null) ? current.find(id) : null;
		return (before != null && before.key == key) ? before : new Finding(key, unverified(token, key));
	}

	private @Nullable TokenReason unverified(SignedToken token, @Nullable IssuerKey key) {
		if (key == null) {
			return TokenReason.UNKNOWN_KEY;
		}
		SignatureAlgorithm algorithm = this.issuer.accepted(token.algorithm());
		if (algorithm == null || !key.fits(algorithm)) {
			return TokenReason.ALGORITHM;
		}
		return algorithm.verifies(key.key(), token.input(), token.signature()) ? null : TokenReason.SIGNATURE;
	}

	private VerifiedToken accept(SignedToken token, Finding finding) {
		TokenReason broken = this.rules.broken(token, this.clock.millis());
		if (broken != null) {
			throw new RefusedTokenException(broken, VerifiedToken.refused(token));
		}
		VerifiedToken verified = VerifiedToken.of(token, finding.requiredKey(), this.rules.validity(token));
		if (!this.revocations.areKnown()) {
			throw new NoKeysException(verified.jwt());
		}
		if (verified.isAmong(this.revocations)) {
			throw new RefusedTokenException(TokenReason.REVOKED, verified.jwt());
		}
		return verified;
	}

	/**
	 * The key that a token names, and why it does not verify the token; null: it does.
	 */
	private record Finding(@Nullable IssuerKey key, @Nullable TokenReason reason) {

		IssuerKey requiredKey() {
			if (this.key == null) {
				throw new IllegalStateException("verified without a key");
			}
			return this.key;
		}

	}

}
