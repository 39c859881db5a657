package dev.gatehouse.gateway.token;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * A token that was looked at and is refused: Spring Security's bad token, with our
 * reason.
 */
final class RefusedTokenException extends BadJwtException {

	private static final long serialVersionUID = 1L;

	private final TokenReason reason;

	private final transient @Nullable Jwt token;

	RefusedTokenException(TokenReason reason) {
		this(reason, null);
	}

	/**
	 * @param token the refused one, if its signature is the issuer's: what it says can be
	 * believed
	 */
	RefusedTokenException(TokenReason reason, @Nullable Jwt token) {
		super(reason.sentence());
		this.reason = reason;
		this.token = token;
	}

	@Nullable Jwt token() {
		return this.token;
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
