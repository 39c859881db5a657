package dev.gatehouse.gateway.token;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;

/**
 * What a refusal of this room says about the token, check by check, for those who explain
 * it.
 */
public final class TokenFindings {

	/** The checks that read what a token says of itself. */
	private static final Set<TokenReason> OF_CLAIMS = Set.of(TokenReason.TYPE, TokenReason.ISSUER, TokenReason.AUDIENCE,
			TokenReason.EXPIRED);

	private final TokenReason reason;

	private final @Nullable Jwt token;

	/** Reads the refusal that {@link TokenCheck#verify} ended with. */
	public TokenFindings(Refusal refusal) {
		this.token = (refusal.subject() instanceof Jwt verified) ? verified : null;
		this.reason = (refusal.problem() == Problem.IDENTITY_UNAVAILABLE) ? unknown(this.token)
				: Arrays.stream(TokenReason.values())
					.filter((reason) -> reason.id().equals(refusal.reason()))
					.findFirst()
					.orElseThrow();
	}

	/** What nobody could tell: of a verified token only whether it is in force. */
	private static TokenReason unknown(@Nullable Jwt token) {
		return (token != null) ? TokenReason.REVOKED : TokenReason.UNKNOWN_KEY;
	}

	/**
	 * Returns the client that a token names; null if it names none, or two of them.
	 */
	public static @Nullable String client(Jwt token) {
		return TokenRules.clientOf(token.getClaims());
	}

	/** Returns the names of this room's checks in their order. */
	public static List<String> checks() {
		return Arrays.stream(TokenReason.values()).map(TokenReason::check).distinct().toList();
	}

	/** Returns the name of the check that failed. */
	public String failed() {
		return this.reason.check();
	}

	/** Returns the token, if its signature is the issuer's. */
	public @Nullable Jwt verified() {
		return this.token;
	}

	/**
	 * Returns whether the check was passed. A token whose claims cannot be read was not
	 * asked what they say, and one without times not when it is valid.
	 */
	public boolean passed(String check) {
		List<String> checks = checks();
		if (checks.indexOf(check) >= checks.indexOf(failed())) {
			return false;
		}
		if (this.reason == TokenReason.ISSUER && this.token == null) {
			// No key of ours can have signed it, so none was looked for.
			return checks.indexOf(check) < checks.indexOf(TokenReason.UNKNOWN_KEY.check());
		}
		return this.reason != TokenReason.CLAIMS || !isOfClaims(check) || wasAsked(check);
	}

	private static boolean isOfClaims(String check) {
		return OF_CLAIMS.stream().anyMatch((reason) -> reason.check().equals(check));
	}

	private boolean wasAsked(String check) {
		return this.token != null && (!check.equals(TokenReason.EXPIRED.check())
				|| (this.token.getClaims().get(JwtClaimNames.EXP) instanceof Instant
						&& this.token.getClaims().get(JwtClaimNames.IAT) instanceof Instant));
	}

}
