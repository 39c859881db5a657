package dev.gatehouse.gateway.token;

import dev.gatehouse.gateway.problem.Challenge;
import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
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

	private final @Nullable BindingFault fault;

	private final transient @Nullable Jwt token;

	RefusedTokenException(TokenReason reason) {
		this(reason, null);
	}

	/**
	 * @param token the refused one, if its signature is the issuer's or the issuer was
	 * asked about it: what it says can be believed
	 */
	RefusedTokenException(TokenReason reason, @Nullable Jwt token) {
		this(reason, (reason == TokenReason.BINDING) ? BindingFault.CONFIRMATION : null, reason.sentence(), token);
	}

	/** A token that the issuer signed, and that is not accepted like this. */
	RefusedTokenException(BindingFault fault, Jwt token) {
		this(TokenReason.BINDING, fault, fault.sentence(), token);
	}

	private RefusedTokenException(TokenReason reason, @Nullable BindingFault fault, String sentence,
			@Nullable Jwt token) {
		super(sentence);
		this.reason = reason;
		this.fault = fault;
		this.token = token;
	}

	/** Returns the refusal of this token. */
	Refusal refusal() {
		Refusal refusal = (this.fault != null) ? this.fault.refusal()
				: Refusal.of(Problem.INVALID_TOKEN, this.reason.id(), this.reason.sentence())
					.challenge(Challenge.invalidToken(this.reason.sentence()));
		return (this.token != null) ? refusal.about(this.token) : refusal;
	}

	/** Returns the same about a token that the issuer signed. */
	RefusedTokenException about(Jwt verified) {
		return new RefusedTokenException(this.reason, this.fault, String.valueOf(getMessage()), verified);
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
