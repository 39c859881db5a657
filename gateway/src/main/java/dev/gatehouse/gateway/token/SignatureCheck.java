package dev.gatehouse.gateway.token;

import java.text.ParseException;
import java.util.concurrent.CompletableFuture;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.convert.converter.Converter;

/**
 * The part behind Spring Security's decoder: algorithm, key and signature of a token, in
 * this order, before anything in it is believed (RFC 8725, sections 3.1 to 3.3). Only
 * {@code alg} and {@code kid} of the header are used; keys or places of keys that a token
 * brings along are not.
 */
final class SignatureCheck implements Converter<JWT, Mono<JWTClaimsSet>> {

	/** In base64url. */
	private static final String BYTE_ORDER_MARK = "77u_";

	private final IssuerSettings.Issuer issuer;

	private final IssuerKeys keys;

	private final DefaultJWSVerifierFactory verifiers = new DefaultJWSVerifierFactory();

	SignatureCheck(IssuerSettings.Issuer issuer, IssuerKeys keys) {
		this.issuer = issuer;
		this.keys = keys;
	}

	@Override
	public Mono<JWTClaimsSet> convert(JWT token) {
		if (!(token instanceof SignedJWT signed)) {
			return refused(TokenReason.MALFORMED);
		}
		JWSHeader header = signed.getHeader();
		if (!this.issuer.accepts(header.getAlgorithm())) {
			return refused(TokenReason.ALGORITHM);
		}
		if (header.getCriticalParams() != null || !header.isBase64URLEncodePayload() || !isPlain(signed)) {
			return refused(TokenReason.MALFORMED);
		}
		JWK key = find(header);
		return (key != null) ? verify(signed, key) : verifyWithNewKeys(signed);
	}

	/**
	 * Whether the payload is what it seems: no token within the token (RFC 7519, section
	 * 5.2), no byte order mark before the claims (RFC 8259, section 8.1).
	 */
	private static boolean isPlain(SignedJWT token) {
		return token.getHeader().getContentType() == null
				&& !token.getParsedParts()[1].toString().startsWith(BYTE_ORDER_MARK);
	}

	private @Nullable JWK find(JWSHeader header) {
		KeySet current = this.keys.current();
		return (current != null) ? current.find(header.getKeyID()) : null;
	}

	private Mono<JWTClaimsSet> verifyWithNewKeys(SignedJWT token) {
		CompletableFuture<Void> fetch = (token.getHeader().getKeyID() != null) ? this.keys.ask() : null;
		if (fetch == null) {
			// The last fetch may have ended since the first look.
			JWK key = find(token.getHeader());
			return (key != null) ? verify(token, key) : notFound();
		}
		return Mono.fromFuture(fetch, true).publishOn(Schedulers.parallel()).then(Mono.defer(() -> {
			JWK key = find(token.getHeader());
			return (key != null) ? verify(token, key) : notFound();
		}));
	}

	private Mono<JWTClaimsSet> notFound() {
		return (this.keys.current() != null) ? refused(TokenReason.UNKNOWN_KEY) : Mono.error(new NoKeysException());
	}

	private Mono<JWTClaimsSet> verify(SignedJWT token, JWK key) {
		JWSHeader header = token.getHeader();
		if (!KeySet.fits(key, header.getAlgorithm())) {
			return refused(TokenReason.ALGORITHM);
		}
		try {
			boolean verified = token
				.verify(this.verifiers.createJWSVerifier(header, ((AsymmetricJWK) key).toPublicKey()));
			return verified ? Mono.just(token.getJWTClaimsSet()) : refused(TokenReason.SIGNATURE);
		}
		catch (JOSEException ex) {
			return refused(TokenReason.SIGNATURE);
		}
		catch (ParseException ex) {
			return refused(TokenReason.CLAIMS);
		}
	}

	private static Mono<JWTClaimsSet> refused(TokenReason reason) {
		return Mono.error(new RefusedTokenException(reason));
	}

}
