package dev.gatehouse.gateway.token;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.gatehouse.gateway.revocation.Revocations;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;

/**
 * A token that the issuer signed for us and that was good when it was looked at, with all
 * that the rooms ask of it at hand. Made once per token and then shared.
 */
public final class VerifiedToken {

	private static final List<String> TIMES = List.of(JwtClaimNames.EXP, JwtClaimNames.IAT, JwtClaimNames.NBF);

	/** Each is short. */
	private static final List<String> OF_REFUSED = List.of("client_id", "azp", JwtClaimNames.JTI, JwtClaimNames.EXP,
			JwtClaimNames.IAT, JwtClaimNames.NBF);

	/** Spring Security's tokens have a header, and this one says nothing. */
	private static final Map<String, Object> OPAQUE = Map.of("typ", "opaque");

	private final Jwt jwt;

	private final String client;

	private final Set<String> scopes;

	private final @Nullable IssuerKey key;

	private final Validity validity;

	private final long confirmedUntil;

	private final @Nullable Confirmation confirmation;

	private final String id;

	private final long issued;

	private @Nullable String hash;

	private VerifiedToken(Jwt jwt, String client, Set<String> scopes, @Nullable IssuerKey key, Validity validity,
			@Nullable Confirmation confirmation, long confirmedUntil) {
		this.jwt = jwt;
		this.client = client;
		this.scopes = scopes;
		this.key = key;
		this.validity = validity;
		this.confirmation = confirmation;
		this.confirmedUntil = confirmedUntil;
		this.id = Objects.requireNonNullElse(jwt.getId(), "");
		this.issued = (jwt.getIssuedAt() != null) ? jwt.getIssuedAt().toEpochMilli() : 0;
	}

	/** Returns a token that the key has verified and that keeps the rules. */
	static VerifiedToken of(SignedToken token, IssuerKey key, Validity validity) {
		return new VerifiedToken(jwt(token), TokenRules.client(token), scopes(token.claims().get("scope")), key,
				validity, TokenRules.confirmation(token), 0);
	}

	/**
	 * Returns a token of which the issuer says this, which keeps the rules.
	 * @param until how long that counts, in milliseconds of the epoch
	 * @param from when it became good
	 */
	static VerifiedToken introspected(String text, Map<String, @Nullable Object> answer, long until, long from) {
		Map<String, Object> claims = claims(answer);
		Jwt token = new Jwt(text, (Instant) claims.get(JwtClaimNames.IAT), (Instant) claims.get(JwtClaimNames.EXP),
				OPAQUE, claims);
		return new VerifiedToken(token, String.valueOf(claims.get("client_id")), scopes(claims.get("scope")), null,
				new Validity(from, until), Confirmation.read(claims.get("cnf")), until);
	}

	/**
	 * Returns this token as one of which the issuer says, until then, that it is active.
	 */
	VerifiedToken confirmed(long until) {
		return new VerifiedToken(this.jwt, this.client, this.scopes, this.key, this.validity, this.confirmation, until);
	}

	/** Returns whether the issuer was asked about it and its answer counts still. */
	boolean isConfirmed(long millis) {
		return millis < this.confirmedUntil;
	}

	/**
	 * Returns what a token says that the key has verified and that breaks a rule. Times
	 * that are none are left out, and none is in force.
	 */
	static Jwt refused(SignedToken token) {
		return new Jwt(token.text(), null, null, withoutNulls(token.header()), claims(token.claims()));
	}

	/**
	 * Returns what must be known of a token that is refused for what the issuer says of
	 * it; null if the issuer does not say whose it is.
	 */
	static @Nullable Jwt refused(String text, Map<String, @Nullable Object> answer) {
		if (TokenRules.clientOf(answer) == null) {
			return null;
		}
		Map<String, Object> claims = claims(answer);
		claims.keySet().retainAll(OF_REFUSED);
		return new Jwt(text, null, null, OPAQUE, claims);
	}

	private static Jwt jwt(SignedToken token) {
		Map<String, Object> claims = claims(token.claims());
		return new Jwt(token.text(), (Instant) claims.get(JwtClaimNames.IAT), (Instant) claims.get(JwtClaimNames.EXP),
				withoutNulls(token.header()), claims);
	}

	/** As Spring Security's own converter makes them, but for those that it would add. */
	private static Map<String, Object> claims(Map<String, @Nullable Object> members) {
		Map<String, Object> claims = withoutNulls(members);
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

	/** Returns what it is bound to; null: nothing, it is good for whoever has it. */
	public @Nullable Confirmation confirmation() {
		return this.confirmation;
	}

	/** Returns its hash as proofs have it: {@code ath} (RFC 9449, section 4.2). */
	public String hash() {
		String known = this.hash;
		if (known == null) {
			known = Hashes.of(this.jwt.getTokenValue());
			this.hash = known;
		}
		return known;
	}

	/** Returns the key that verified it; null: the issuer itself did. */
	@Nullable IssuerKey key() {
		return this.key;
	}

	/** Returns whether it is revoked. */
	boolean isAmong(Revocations revocations) {
		return revocations.concern(this.client, this.id, (this.key != null) ? this.key.id() : "", this.issued);
	}

	/** Returns the time within which it is good, clocks' differences included. */
	Validity validity() {
		return this.validity;
	}

}
