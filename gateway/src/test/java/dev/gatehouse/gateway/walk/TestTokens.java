package dev.gatehouse.gateway.walk;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.gatehouse.gateway.leaks.UsedSecrets;
import org.jspecify.annotations.Nullable;

/**
 * Makes access tokens: a valid one (RFC 9068), and from there whatever is wrong with it.
 * Header and claims are written as they are given, also when no library would.
 */
final class TestTokens {

	private final Map<String, @Nullable Object> header = new LinkedHashMap<>();

	private final Map<String, @Nullable Object> claims = new LinkedHashMap<>();

	private JWK key = Keys.RSA;

	private JWSAlgorithm algorithm = JWSAlgorithm.RS256;

	private TestTokens() {
	}

	static TestTokens valid(String issuer) {
		TestTokens token = new TestTokens();
		long now = Instant.now().getEpochSecond();
		token.header("alg", "RS256").header("typ", "at+jwt").header("kid", Keys.RSA.getKeyID());
		token.claim("iss", issuer).claim("aud", Bank.AUDIENCE).claim("iat", now).claim("exp", now + 300);
		token.claim("jti", UUID.randomUUID().toString()).claim("sub", UUID.randomUUID().toString());
		return token.client(Bank.ACME).scope("accounts:read");
	}

	TestTokens client(String client) {
		return claim("client_id", client).claim("azp", client);
	}

	TestTokens scope(String scope) {
		return claim("scope", scope);
	}

	TestTokens expired() {
		return expiredFor(60);
	}

	TestTokens expiredFor(long seconds) {
		long end = Instant.now().getEpochSecond() - seconds;
		return claim("exp", end).claim("iat", end - 300);
	}

	TestTokens notBefore(long secondsFromNow) {
		return claim("nbf", Instant.now().getEpochSecond() + secondsFromNow);
	}

	TestTokens type(String type) {
		return header("typ", type);
	}

	TestTokens claim(String name, @Nullable Object value) {
		this.claims.put(name, value);
		return this;
	}

	TestTokens without(String claim) {
		this.claims.remove(claim);
		return this;
	}

	TestTokens header(String name, @Nullable Object value) {
		this.header.put(name, value);
		return this;
	}

	TestTokens withoutHeader(String name) {
		this.header.remove(name);
		return this;
	}

	/** Signs with another key and says so. */
	TestTokens signedBy(JWK key, JWSAlgorithm algorithm) {
		header("alg", algorithm.getName()).header("kid", key.getKeyID());
		return signatureBy(key, algorithm);
	}

	/** Signs with another key and leaves the header as it is. */
	TestTokens signatureBy(JWK key, JWSAlgorithm algorithm) {
		this.key = key;
		this.algorithm = algorithm;
		return this;
	}

	String text() {
		return sign(headerText(), claimsText());
	}

	/** Returns the header as it is so far. */
	String headerText() {
		return JSONObjectUtils.toJSONString(this.header);
	}

	/** Returns the claims as they are so far. */
	String claimsText() {
		return JSONObjectUtils.toJSONString(this.claims);
	}

	/** Signs this text as header and this as payload, whatever they are. */
	String sign(String header, String payload) {
		String input = Base64URL.encode(header) + "." + Base64URL.encode(payload);
		try {
			return UsedSecrets.add(input + "."
					+ signer().sign(new JWSHeader(this.algorithm), input.getBytes(StandardCharsets.US_ASCII)));
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private JWSSigner signer() throws JOSEException {
		return switch (this.key) {
			case RSAKey rsa -> new RSASSASigner(rsa.toPrivateKey(), Set.of(AllowWeakRSAKey.getInstance()));
			case ECKey ec -> new ECDSASigner(ec);
			case OctetSequenceKey secret -> new MACSigner(secret);
			default -> throw new IllegalStateException("no signer for " + this.key.getKeyType());
		};
	}

}
