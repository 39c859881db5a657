package dev.gatehouse.gateway.walk;

import java.util.Map;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;

/**
 * A partner's system with a key of its own, to which its tokens are bound.
 *
 * @param bank whose tokens it has
 * @param client its name
 * @param key its key
 * @param algorithm how it signs
 */
record Holder(Bank bank, String client, JWK key, JWSAlgorithm algorithm) {

	/** The address that partners call, and that proofs are for. */
	static final String PUBLIC_URI = "https://api.bank.example";

	/** The same as a setting. */
	static final String AT = "gatehouse.public-uri=" + PUBLIC_URI;

	static final JWSAlgorithm ES256 = JWSAlgorithm.ES256;

	/** Registered with {@code binding: dpop}. */
	static Holder wayne(Bank bank) {
		return ec(bank, "wayne-dpop");
	}

	static Holder ec(Bank bank, String client) {
		try {
			return new Holder(bank, client, new ECKeyGenerator(Curve.P_256).generate(), JWSAlgorithm.ES256);
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static Holder rsa(Bank bank, String client, int bits, JWSAlgorithm algorithm) {
		try {
			return new Holder(bank, client, new RSAKeyGenerator(bits, true).generate(), algorithm);
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Returns a token that is bound to the key. */
	TestTokens token() {
		return this.bank.token().client(this.client).claim("cnf", Map.of("jkt", thumbprint()));
	}

	/** Returns the name of the key in tokens (RFC 7638). */
	String thumbprint() {
		try {
			return this.key.computeThumbprint().toString();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	TestProofs proof(String method, String path, String token) {
		return TestProofs.valid(this.key, this.algorithm, method, PUBLIC_URI + path, token);
	}

	/** Returns a proof for reading the accounts. */
	TestProofs proof(String token) {
		return proof("GET", "/v1/accounts", token);
	}

	/** Returns a call as it should be. */
	Call read() {
		String token = token().text();
		return read(token, proof(token).text());
	}

	static Call read(String token, String proof) {
		return Call.get("/v1/accounts").header("Authorization", "DPoP " + token).header("DPoP", proof);
	}

}
