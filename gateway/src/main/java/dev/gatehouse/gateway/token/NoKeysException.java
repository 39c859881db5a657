package dev.gatehouse.gateway.token;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * There is no key set to judge a token with, or it was never known what is revoked:
 * nobody can decide, which is not the token's fault.
 */
final class NoKeysException extends JwtException {

	private static final long serialVersionUID = 1L;

	private final transient @Nullable Jwt token;

	NoKeysException() {
		this(null);
	}

	/**
	 * @param token the one that nobody can judge to the end, if its signature is the
	 * issuer's
	 */
	NoKeysException(@Nullable Jwt token) {
		super("no key set, or no revocations");
		this.token = token;
	}

	@Nullable Jwt token() {
		return this.token;
	}

}
