package dev.gatehouse.gateway.walk;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
 * Makes proofs of possession: a valid one (RFC 9449, section 4.2), and from there
 * whatever is wrong with it.
 */
final class TestProofs {

	private final Map<String, @Nullable Object> header = new LinkedHashMap<>();

	private final Map<String, @Nullable Object> claims = new LinkedHashMap<>();

	private JWK key;

	private JWSAlgorithm algorithm;

	private TestProofs(JWK key, JWSAlgorithm algorithm) {
		this.key = key;
		this.algorithm = algorithm;
	}

	/** Returns a proof for a request with this token. */
	static TestProofs valid(JWK key, JWSAlgorithm algorithm, String method, String uri, String token) {
		TestProofs proof = new TestProofs(key, algorithm);
		proof.header("typ", "dpop+jwt").header("alg", algorithm.getName());
		proof.header("jwk", key.toPublicJWK().toJSONObject());
		proof.claim("jti", UUID.randomUUID().toString()).claim("htm", method).claim("htu", uri);
		return proof.claim("iat", Instant.now().getEpochSecond()).claim("ath", hash(token));
	}

	/** Returns SHA-256 of the text in base64url. */
	static String hash(String text) {
		try {
			return Base64URL
				.encode(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)))
				.toString();
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	TestProofs claim(String name, @Nullable Object value) {
		this.claims.put(name, value);
		return this;
	}

	TestProofs without(String claim) {
		this.claims.remove(claim);
		return this;
	}

	TestProofs header(String name, @Nullable Object value) {
		this.header.put(name, value);
		return this;
	}

	TestProofs withoutHeader(String name) {
		this.header.remove(name);
		return this;
	}

	/** Changes a member of the key that it brings along. */
	TestProofs jwk(String member, @Nullable Object value) {
		Map<String, Object> jwk = new LinkedHashMap<>(this.key.toPublicJWK().toJSONObject());
		jwk.put(member, value);
		return header("jwk", jwk);
	}

	/** Signs with another key and leaves the header as it is. */
	TestProofs signatureBy(JWK key, JWSAlgorithm algorithm) {
		this.key = key;
		this.algorithm = algorithm;
		return this;
	}

	String text() {
		return sign(JSONObjectUtils.toJSONString(this.header), claimsText());
	}

	String claimsText() {
		return JSONObjectUtils.toJSONString(this.claims);
	}

	String headerText() {
		return JSONObjectUtils.toJSONString(this.header);
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
