package dev.gatehouse.gateway.token;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.nimbusds.jose.jwk.JWK;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** An access token (RFC 9068): a good one, and from there whatever is wrong with it. */
final class TestToken {

	private static final JsonMapper JSON = new JsonMapper();

	private final Map<String, @Nullable Object> header = new LinkedHashMap<>();

	private final Map<String, @Nullable Object> claims = new LinkedHashMap<>();

	private JWK key = TestKeys.RSA;

	private String algorithm = "RS256";

	private TestToken() {
	}

	/** A good token, issued ten seconds before this time for five minutes. */
	static TestToken at(String issuer, Instant now) {
		TestToken token = new TestToken().signedBy(TestKeys.RSA, "RS256").header("typ", "at+jwt");
		long issued = now.getEpochSecond() - 10;
		return token.claim("iss", issuer)
			.claim("aud", List.of(TestSettings.AUDIENCE))
			.claim("sub", "service-account-acme")
			.claim("client_id", "acme")
			.claim("azp", "acme")
			.claim("scope", "accounts:read")
			.claim("jti", UUID.randomUUID().toString())
			.claim("iat", issued)
			.claim("exp", issued + 300);
	}

	static TestToken of(String issuer) {
		return at(issuer, Instant.now());
	}

	TestToken claim(String name, @Nullable Object value) {
		this.claims.put(name, value);
		return this;
	}

	TestToken without(String claim) {
		this.claims.remove(claim);
		return this;
	}

	TestToken header(String name, @Nullable Object value) {
		this.header.put(name, value);
		return this;
	}

	TestToken withoutHeader(String name) {
		this.header.remove(name);
		return this;
	}

	/** Signs with this key and names it. */
	TestToken signedBy(JWK key, String algorithm) {
		this.key = key;
		this.algorithm = algorithm;
		return header("alg", algorithm).header("kid", key.getKeyID());
	}

	String text() {
		return TestKeys.sign(this.key, this.algorithm, headerText(), claimsText());
	}

	String textWithHeader(String header) {
		return TestKeys.sign(this.key, this.algorithm, header, claimsText());
	}

	String textWithClaims(String claims) {
		return TestKeys.sign(this.key, this.algorithm, headerText(), claims);
	}

	String headerText() {
		return JSON.writeValueAsString(this.header);
	}

	String claimsText() {
		return JSON.writeValueAsString(this.claims);
	}

}
