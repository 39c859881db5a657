package dev.gatehouse.gateway.token;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.JwtClaimNames;

/**
 * What the claims of a token must say (RFC 9068, section 4; RFC 7519, section 4.1). The
 * first rule that is broken gives the reason.
 */
final class TokenRules {

	private static final Set<String> ACCESS_TOKEN_TYPES = Set.of("at+jwt", "application/at+jwt");

	private final String issuer;

	private final String audience;

	private final IssuerSettings.Profile profile;

	private final Duration skew;

	private final Duration maxLifetime;

	TokenRules(IssuerSettings settings) {
		this.issuer = settings.issuer().requiredUri();
		this.audience = settings.requiredAudience();
		this.profile = settings.issuer().profile();
		this.skew = settings.issuer().skew();
		this.maxLifetime = settings.issuer().maxLifetime();
	}

	/**
	 * Returns whether the token says that it is of our issuer. If not, no key of ours can
	 * have signed it, and none needs to be looked for.
	 */
	boolean isOfIssuer(SignedToken token) {
		return this.issuer.equals(token.claims().get(JwtClaimNames.ISS));
	}

	/** Returns the reason why the token is refused at this time, or null. */
	@Nullable TokenReason broken(SignedToken token, long nowMillis) {
		if (!isAccessToken(token)) {
			return TokenReason.TYPE;
		}
		if (!isOfIssuer(token)) {
			return TokenReason.ISSUER;
		}
		Map<String, @Nullable Object> claims = token.claims();
		if (!isForUs(claims.get(JwtClaimNames.AUD))) {
			return TokenReason.AUDIENCE;
		}
		TokenReason time = brokenTime(claims, nowMillis);
		if (time != null) {
			return time;
		}
		if (!hasIdentity(claims)) {
			return TokenReason.CLAIMS;
		}
		return (claims.containsKey("cnf") && confirmation(token) == null) ? TokenReason.BINDING : null;
	}

	/** Returns what a token that keeps the rules is bound to; null: nothing. */
	static @Nullable Confirmation confirmation(SignedToken token) {
		return Confirmation.read(token.claims().get("cnf"));
	}

	/**
	 * A media type without {@code application/} is the same type, in any case (RFC 7515,
	 * section 4.1.9). Where the payload has a type too, as Keycloak's have, it must not
	 * tell otherwise.
	 */
	private boolean isAccessToken(SignedToken token) {
		if (!(token.header().get("typ") instanceof String text)) {
			return false;
		}
		String type = text.toLowerCase(Locale.ROOT);
		Map<String, @Nullable Object> claims = token.claims();
		return switch (this.profile) {
			case RFC9068 ->
				ACCESS_TOKEN_TYPES.contains(type) && (!claims.containsKey("typ") || isMarkedAsAccessToken(claims));
			case KEYCLOAK -> type.equals("jwt") && isMarkedAsAccessToken(claims);
		};
	}

	/** Keycloak's marks of plain access tokens, and of those that are bound to a key. */
	private static boolean isMarkedAsAccessToken(Map<String, @Nullable Object> claims) {
		Object mark = claims.get("typ");
		return "Bearer".equals(mark) || ("DPoP".equals(mark) && claims.containsKey("cnf"));
	}

	/** RFC 7519, section 4.1.3. */
	private boolean isForUs(@Nullable Object audience) {
		return switch (audience) {
			case String text -> text.equals(this.audience);
			case List<?> list -> list.contains(this.audience) && list.stream().allMatch(String.class::isInstance);
			case null, default -> false;
		};
	}

	private @Nullable TokenReason brokenTime(Map<String, @Nullable Object> claims, long now) {
		Long expires = NumericDate.millis(claims.get(JwtClaimNames.EXP));
		Long issued = NumericDate.millis(claims.get(JwtClaimNames.IAT));
		Long notBefore = NumericDate.millis(claims.getOrDefault(JwtClaimNames.NBF, 0L));
		if (expires == null || issued == null || notBefore == null) {
			return TokenReason.CLAIMS;
		}
		if (now >= expires + this.skew.toMillis()) {
			return TokenReason.EXPIRED;
		}
		if (Math.max(issued, notBefore) - this.skew.toMillis() > now) {
			return TokenReason.NOT_YET_VALID;
		}
		long lifetime = expires - issued;
		return (lifetime <= 0 || lifetime > this.maxLifetime.toMillis()) ? TokenReason.CLAIMS : null;
	}

	/**
	 * Returns the reason why a token is refused of which the issuer says this (RFC 7662,
	 * section 2.2), or null. What is said is held to the rules for a JWT; a client and an
	 * end have to be.
	 */
	@Nullable TokenReason brokenAnswer(Map<String, @Nullable Object> claims, long now) {
		if (!Boolean.TRUE.equals(claims.get("active"))) {
			return TokenReason.REVOKED;
		}
		if ((claims.containsKey("typ") && !isMarkedAsAccessToken(claims))
				|| (claims.containsKey("token_type") && !isAccessTokenType(claims))) {
			return TokenReason.TYPE;
		}
		if (!this.issuer.equals(claims.getOrDefault(JwtClaimNames.ISS, this.issuer))) {
			return TokenReason.ISSUER;
		}
		if (claims.containsKey(JwtClaimNames.AUD) && !isForUs(claims.get(JwtClaimNames.AUD))) {
			return TokenReason.AUDIENCE;
		}
		Map<String, @Nullable Object> dated = new HashMap<>(claims);
		if (!claims.containsKey(JwtClaimNames.IAT)) {
			dated.put(JwtClaimNames.IAT, now / 1000);
		}
		TokenReason time = brokenTime(dated, now);
		if (time != null) {
			return time;
		}
		Object client = claims.get("client_id");
		if (!isClientId(client) || !Objects.equals(claims.getOrDefault("azp", client), client)) {
			return TokenReason.CLAIMS;
		}
		return (claims.containsKey("cnf") && Confirmation.read(claims.get("cnf")) == null) ? TokenReason.BINDING : null;
	}

	/**
	 * RFC 6749, section 7.1, in any case. What is said to be bound must be bound to
	 * something.
	 */
	private static boolean isAccessTokenType(Map<String, @Nullable Object> claims) {
		return claims.get("token_type") instanceof String type
				&& (type.equalsIgnoreCase("Bearer") || (type.equalsIgnoreCase("DPoP") && claims.containsKey("cnf")));
	}

	/** Returns from when on a token is good of which the issuer says this. */
	long validFrom(Map<String, @Nullable Object> claims) {
		long issued = NumericDate.require(claims.getOrDefault(JwtClaimNames.IAT, 0L));
		return Math.max(issued, NumericDate.require(claims.getOrDefault(JwtClaimNames.NBF, 0L))) - this.skew.toMillis();
	}

	/** Returns when a token that keeps the rules is good. */
	Validity validity(SignedToken token) {
		Map<String, @Nullable Object> claims = token.claims();
		long issued = NumericDate.require(claims.get(JwtClaimNames.IAT));
		long notBefore = NumericDate.require(claims.getOrDefault(JwtClaimNames.NBF, 0L));
		long expires = NumericDate.require(claims.get(JwtClaimNames.EXP));
		return new Validity(Math.max(issued, notBefore) - this.skew.toMillis(), expires + this.skew.toMillis());
	}

	/**
	 * RFC 9068, section 2.2, and that the two names of the client, where there are two,
	 * are one.
	 */
	private boolean hasIdentity(Map<String, @Nullable Object> claims) {
		if (!isText(claims.get(JwtClaimNames.SUB)) || !isText(claims.get(JwtClaimNames.JTI))) {
			return false;
		}
		boolean named = claims.containsKey("client_id");
		boolean authorized = claims.containsKey("azp");
		if (named && authorized && !String.valueOf(claims.get("client_id")).equals(claims.get("azp"))) {
			return false;
		}
		return named ? isClientId(claims.get("client_id"))
				: this.profile == IssuerSettings.Profile.KEYCLOAK && isClientId(claims.get("azp"));
	}

	private static boolean isText(@Nullable Object value) {
		return value instanceof String text && !text.isBlank();
	}

	/** Printable ASCII (RFC 6749, appendix A.1), so it can stand in a header field. */
	private static boolean isClientId(@Nullable Object value) {
		return isText(value) && String.valueOf(value).chars().allMatch((c) -> c >= ' ' && c < 127);
	}

	/**
	 * Returns the client that a token names that may break any rule; null if it names
	 * none, or two of them.
	 */
	static @Nullable String clientOf(Map<String, ? extends @Nullable Object> claims) {
		Object named = claims.get("client_id");
		Object authorized = claims.get("azp");
		Object client = (named != null) ? named : authorized;
		boolean isOne = authorized == null || authorized.equals(client);
		return (isOne && isClientId(client)) ? String.valueOf(client) : null;
	}

	/** Returns the client of a token that keeps the rules. */
	static String client(SignedToken token) {
		Object client = token.claims().get("client_id");
		return String.valueOf((client != null) ? client : token.claims().get("azp"));
	}

}
