package dev.gatehouse.gateway.token;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;

/**
 * A token that the issuer signed for us and that was good when it was looked at, with all
 * that the rooms ask of it at hand. Made once per token and then shared.
 */
public final class VerifiedToken {

	/** The member of {@code cnf} that binds to a certificate (RFC 8705, section 3.1). */
	static final String CERTIFICATE = "x5t#S256";

	private static final List<String> TIMES = List.of(JwtClaimNames.EXP, JwtClaimNames.IAT, JwtClaimNames.NBF);

	private final Jwt jwt;

	private final String client;

	private final Set<String> scopes;

	private final @Nullable String certificate;

	private final IssuerKey key;

	private final Validity validity;

	private VerifiedToken(Jwt jwt, String client, Set<String> scopes, @Nullable String certificate, IssuerKey key,
			Validity validity) {
		this.jwt = jwt;
		this.client = client;
		this.scopes = scopes;
		this.certificate = certificate;
		this.key = key;
		this.validity = validity;
	}

	/** Returns a token that the key has verified and that keeps the rules. */
	static VerifiedToken of(SignedToken token, IssuerKey key, Validity validity) {
		return new VerifiedToken(jwt(token), TokenRules.client(token), scopes(token.claims().get("scope")),
				certificate(token.claims().get("cnf")), key, validity);
	}

	/**
	 * Returns what a token says that the key has verified and that breaks a rule. Times
	 * that are none are left out, and none is in force.
	 */
	static Jwt refused(SignedToken token) {
		return new Jwt(token.text(), null, null, withoutNulls(token.header()), claims(token));
	}

	private static Jwt jwt(SignedToken token) {
		Map<String, Object> claims = claims(token);
		return new Jwt(token.text(), (Instant) claims.get(JwtClaimNames.IAT), (Instant) claims.get(JwtClaimNames.EXP),
				withoutNulls(token.header()), claims);
	}

	/** As Spring Security's own converter makes them, but for those that it would add. */
	private static Map<String, Object> claims(SignedToken token) {
		Map<String, Object> claims = withoutNulls(token.claims());
		TIMES.forEach((name) -> claims.computeIfPresent(name, (key, value) -> time(value)));
		claims.computeIfPresent(JwtClaimNames.AUD, (key, value) -> (value instanceof String) ? List.of(value) : value);
		return claims;
	}

	private static @Nullable Instant time(Object value) {
		Long millis = NumericDate.millis(value);
		return (millis != null) ? Instant.ofEpochMilli(millis) : null;
	}

	private static Map<String, Object> withoutNulls(Map<String, @Nullable Object> members) {
		Map<String, Object> some = new LinkedHashMap<>();
		members.forEach((name, value) -> {
			if (value != null) {
				some.put(name, value);
			}
		});
		return some;
	}

	/**
	 * RFC 6749, section 3.3: case-sensitive, divided by single spaces. Anything but text
	 * grants nothing.
	 */
	private static Set<String> scopes(@Nullable Object scope) {
		Set<String> scopes = new HashSet<>();
		if (scope instanceof String text) {
			scopes.addAll(List.of(text.split(" ", -1)));
			scopes.remove("");
		}
		return Set.copyOf(scopes);
	}

	/** Returns the certificate that it is bound to; null: to none. */
	private static @Nullable String certificate(@Nullable Object confirmation) {
		return (confirmation instanceof Map<?, ?> members && members.get(CERTIFICATE) instanceof String text) ? text
				: null;
	}

	/** Returns the token as Spring Security has it, with every claim. */
	public Jwt jwt() {
		return this.jwt;
	}

	/** Returns the client that it was issued to. */
	public String client() {
		return this.client;
	}

	/** Returns its scopes: none if it names none. */
	public Set<String> scopes() {
		return this.scopes;
	}

	/**
	 * Returns the SHA-256 thumbprint of the certificate that it is bound to (RFC 8705,
	 * section 3.1); null: to none.
	 */
	public @Nullable String certificate() {
		return this.certificate;
	}

	/** Returns the key that verified it. */
	IssuerKey key() {
		return this.key;
	}

	/** Returns the time within which it is good, clocks' differences included. */
	Validity validity() {
		return this.validity;
	}

}
