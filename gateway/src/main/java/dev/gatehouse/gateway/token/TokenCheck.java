package dev.gatehouse.gateway.token;

import java.util.List;

import dev.gatehouse.gateway.problem.Challenge;
import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;

/**
 * Takes the token from the request and has it judged: a refusal says whether the token is
 * bad or nobody could tell.
 */
public final class TokenCheck {

	private static final String SCHEME = "bearer ";

	private static final int LONGEST_TOKEN = 8 * 1024;

	/** When the keys are away, the next attempt to fetch them is at most this far. */
	private static final int RETRY_SECONDS = 5;

	private final ReactiveJwtDecoder decoder;

	TokenCheck(ReactiveJwtDecoder decoder) {
		this.decoder = decoder;
	}

	/** Returns the verified token of a request, or ends with a {@link Refusal}. */
	public Mono<Jwt> verify(HttpHeaders headers) {
		String token = token(headers.getOrEmpty(HttpHeaders.AUTHORIZATION));
		return this.decoder.decode(token).onErrorMap(TokenCheck::refusal);
	}

	/**
	 * Checks that there is a token, whatever it is worth.
	 * @throws Refusal if there is none
	 */
	public static void require(HttpHeaders headers) {
		credentials(headers.getOrEmpty(HttpHeaders.AUTHORIZATION));
	}

	/** RFC 6750, section 2.1; the scheme in any case (RFC 9110, section 11.1). */
	private static String credentials(List<String> lines) {
		if (lines.isEmpty() || !lines.getFirst().regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
			throw Refusal.of(Problem.NO_CREDENTIALS, "none", "An access token is needed: Authorization: Bearer ...")
				.challenge(Challenge.plain());
		}
		return lines.getFirst().substring(SCHEME.length());
	}

	private static String token(List<String> lines) {
		String token = credentials(lines);
		if (token.length() > LONGEST_TOKEN || !isCompactSignedJwt(token)) {
			throw refusal(TokenReason.MALFORMED);
		}
		return token;
	}

	/** Three parts of base64url characters and nothing else (RFC 7515, section 3.1). */
	private static boolean isCompactSignedJwt(String token) {
		int dots = 0;
		for (int i = 0; i < token.length(); i++) {
			char c = token.charAt(i);
			if (c == '.') {
				dots++;
			}
			else if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') && c != '-'
					&& c != '_') {
				return false;
			}
		}
		return dots == 2;
	}

	private static Throwable refusal(Throwable error) {
		return switch (error) {
			case RefusedTokenException refused -> refusal(refused.reason());
			case JwtValidationException invalid when invalid.getErrors()
				.iterator()
				.next() instanceof BrokenRule broken -> refusal(broken.reason()).about(broken.token());
			case BadJwtException bad -> refusal(TokenReason.MALFORMED);
			case NoKeysException none ->
				Refusal.of(Problem.IDENTITY_UNAVAILABLE, "Tokens cannot be checked at the moment.")
					.retryAfter(RETRY_SECONDS);
			case JwtException undecided -> refusal(TokenReason.CLAIMS);
			default -> error;
		};
	}

	private static Refusal refusal(TokenReason reason) {
		return Refusal.of(Problem.INVALID_TOKEN, reason.id(), reason.sentence())
			.challenge(Challenge.invalidToken(reason.sentence()));
	}

}
