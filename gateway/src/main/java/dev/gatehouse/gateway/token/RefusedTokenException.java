package dev.gatehouse.gateway.token;

import org.springframework.security.oauth2.jwt.BadJwtException;

/**
 * A token that was looked at and is refused: Spring Security's bad token, with our
 * reason.
 */
final class RefusedTokenException extends BadJwtException {

	private static final long serialVersionUID = 1L;

	private final TokenReason reason;

	RefusedTokenException(TokenReason reason) {
		super(reason.sentence());
		this.reason = reason;
	}

	TokenReason reason() {
		return this.reason;
	}

	/** An answer and not a fault: nobody reads its stack trace. */
	@Override
	public synchronized Throwable fillInStackTrace() {
		return this;
	}

}
