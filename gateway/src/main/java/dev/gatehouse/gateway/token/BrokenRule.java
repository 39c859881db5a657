package dev.gatehouse.gateway.token;

import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * A rule that a token breaks whose signature is the issuer's: what it says can be
 * believed, although it is refused.
 */
final class BrokenRule extends OAuth2Error {

	private static final long serialVersionUID = 1L;

	private final TokenReason reason;

	private final transient Jwt token;

	BrokenRule(TokenReason reason, Jwt token) {
		super("invalid_token", reason.name(), null);
		this.reason = reason;
		this.token = token;
	}

	TokenReason reason() {
		return this.reason;
	}

	Jwt token() {
		return this.token;
	}

}
