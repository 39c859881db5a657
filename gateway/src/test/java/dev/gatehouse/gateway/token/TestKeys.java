package dev.gatehouse.gateway.token;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

/** Keys that are made once, and tokens signed with them. */
final class TestKeys {

	static final RSAKey RSA = rsa("rsa-1", 2048);

	/** Has the id of {@link #RSA} and is another key. */
	static final RSAKey ATTACKER = rsa("rsa-1", 2048);

	static final RSAKey OTHER_RSA = rsa("rsa-2", 2048);

	static final ECKey EC = ec("ec-1", Curve.P_256);

	private TestKeys() {
	}

	static RSAKey rsa(String id, int size) {
		try {
			return new RSAKeyGenerator(size, size < RSAKeyGenerator.MIN_KEY_SIZE_BITS).keyID(id).generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static ECKey ec(String id, Curve curve) {
		try {
			return new ECKeyGenerator(curve).keyID(id).generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Returns a good access token (RFC 9068) for the audience of the tests. */
	static SignedJWT token(String issuer, JWK key, JWSAlgorithm algorithm) {
		JWSHeader header = new JWSHeader.Builder(algorithm).keyID(key.getKeyID())
			.type(new JOSEObjectType("at+jwt"))
			.build();
		return token(issuer, key, header);
	}

	static SignedJWT token(String issuer, JWK key, JWSHeader header) {
		return sign(key, header, claims(issuer, Map.of()));
	}

	static JWTClaimsSet claims(String issuer, Map<String, Object> more) {
		Instant now = Instant.now();
		JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().issuer(issuer)
			.audience(List.of("bank-gateway"))
			.subject("service-account-acme")
			.claim("client_id", "acme")
			.claim("azp", "acme")
			.claim("scope", "accounts:read")
			.jwtID(UUID.randomUUID().toString())
			.issueTime(Date.from(now))
			.expirationTime(Date.from(now.plusSeconds(300)));
		more.forEach(claims::claim);
		return claims.build();
	}

	static SignedJWT sign(JWK key, JWSHeader header, JWTClaimsSet claims) {
		try {
			SignedJWT token = new SignedJWT(header, claims);
			token.sign(signer(key));
			return token;
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static JWSSigner signer(JWK key) throws JOSEException {
		return (key instanceof RSAKey rsa) ? new RSASSASigner(rsa) : new ECDSASigner(key.toECKey());
	}

}
