package dev.gatehouse.gateway.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;

/**
 * What the claims of a verified token must say (RFC 9068, section 4; RFC 7519, section
 * 4.1). The first rule that is broken gives the reason.
 */
final class TokenRules implements OAuth2TokenValidator<Jwt> {

	private static final Set<String> ACCESS_TOKEN_TYPES = Set.of("at+jwt", "application/at+jwt");

	private static final List<String> TEXTS = List.of("sub", "jti", "client_id");

	private final String issuer;

	private final String audience;

	private final IssuerSettings.Profile profile;

	private final Duration skew;

	private final Clock clock;

	TokenRules(IssuerSettings settings, Clock clock) {
		this.issuer = settings.issuer().requiredUri();
		this.audience = settings.requiredAudience();
		this.profile = settings.issuer().profile();
		this.skew = settings.issuer().skew();
		this.clock = clock;
	}

	@Override
	public OAuth2TokenValidatorResult validate(Jwt token) {
		TokenReason reason = broken(token);
		return (reason == null) ? OAuth2TokenValidatorResult.success()
				: OAuth2TokenValidatorResult.failure(new BrokenRule(reason, token));
	}

	private @Nullable TokenReason broken(Jwt token) {
		if (!isAccessToken(token)) {
			return TokenReason.TYPE;
		}
		if (!this.issuer.equals(token.getClaims().get(JwtClaimNames.ISS))) {
			return TokenReason.ISSUER;
		}
		if (token.getAudience() == null || !token.getAudience().contains(this.audience)) {
			return TokenReason.AUDIENCE;
		}
		TokenReason time = brokenTime(token);
		if (time != null) {
			return time;
		}
		if (!hasIdentity(token.getClaims())) {
			return TokenReason.CLAIMS;
		}
		return token.hasClaim("cnf") ? TokenReason.BINDING : null;
	}

	/**
	 * A media type without {@code application/} is the same type, in any case (RFC 7515,
	 * section 4.1.9).
	 */
	private boolean isAccessToken(Jwt token) {
		String type = String.valueOf(token.getHeaders().get("typ")).toLowerCase(Locale.ROOT);
		return switch (this.profile) {
			case RFC9068 -> ACCESS_TOKEN_TYPES.contains(type);
			case KEYCLOAK -> type.equals("jwt") && "Bearer".equals(token.getClaims().get("typ"));
		};
	}

	private @Nullable TokenReason brokenTime(Jwt token) {
		Instant now = this.clock.instant();
		Instant expires = token.getExpiresAt();
		if (expires == null || token.getIssuedAt() == null) {
			return TokenReason.CLAIMS;
		}
		if (!now.isBefore(expires.plus(this.skew))) {
			return TokenReason.EXPIRED;
		}
		Instant soonest = now.plus(this.skew);
		if (token.getIssuedAt().isAfter(soonest)
				|| (token.getNotBefore() != null && token.getNotBefore().isAfter(soonest))) {
			return TokenReason.NOT_YET_VALID;
		}
		return null;
	}

	/**
	 * RFC 9068, section 2.2, and that the two names of the client, where there are two,
	 * are one.
	 */
	private boolean hasIdentity(Map<String, Object> claims) {
		for (String name : TEXTS) {
			Object value = claims.get(name);
			boolean optional = this.profile == IssuerSettings.Profile.KEYCLOAK && name.equals("client_id");
			if ((value == null && !optional) || (value != null && !(value instanceof String text && !text.isBlank()))) {
				return false;
			}
		}
		Object party = claims.get("azp");
		if (party == null) {
			return claims.get("client_id") != null;
		}
		return party instanceof String && party.equals(claims.getOrDefault("client_id", party));
	}

}
