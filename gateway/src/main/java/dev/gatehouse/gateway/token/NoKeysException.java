package dev.gatehouse.gateway.token;

import org.springframework.security.oauth2.jwt.JwtException;

/**
 * There is no key set to judge a token with, or it was never known what is revoked:
 * nobody can decide, which is not the token's fault.
 */
final class NoKeysException extends JwtException {

	private static final long serialVersionUID = 1L;

	NoKeysException() {
		super("no key set, or no revocations");
	}

}
