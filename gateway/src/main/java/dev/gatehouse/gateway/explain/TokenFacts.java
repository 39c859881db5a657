package dev.gatehouse.gateway.explain;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.gatehouse.gateway.token.TokenFindings;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.Jwt;

/**
 * What a token says of itself, told to who holds it and only when its issuer signed it.
 */
final class TokenFacts {

	private TokenFacts() {
	}

	static Map<String, Object> of(Jwt token) {
		Map<String, Object> facts = new LinkedHashMap<>();
		put(facts, "client", TokenFindings.client(token));
		put(facts, "id", token.getClaims().get("jti"));
		put(facts, "type", token.getHeaders().get("typ"));
		put(facts, "algorithm", token.getHeaders().get("alg"));
		put(facts, "key", token.getHeaders().get("kid"));
		put(facts, "issuer", token.getClaims().get("iss"));
		put(facts, "audience", token.getClaims().get("aud"));
		put(facts, "issuedAt", time(token.getClaims().get("iat")));
		put(facts, "notBefore", time(token.getClaims().get("nbf")));
		put(facts, "expiresAt", time(token.getClaims().get("exp")));
		put(facts, "scope", token.getClaims().get("scope"));
		put(facts, "confirmation", token.getClaims().get("cnf"));
		return facts;
	}

	private static void put(Map<String, Object> facts, String name, @Nullable Object value) {
		if (value != null) {
			facts.put(name, value);
		}
	}

	private static @Nullable Object time(@Nullable Object value) {
		return (value instanceof Instant instant) ? instant.toString() : value;
	}

}
