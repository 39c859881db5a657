package dev.gatehouse.gateway.token;

import java.util.Locale;

import dev.gatehouse.gateway.problem.Challenge;
import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;

/**
 * Why a token is not accepted from who shows it: the checks behind the one reason
 * {@code binding}, by the names that answers, audit and metrics have for them.
 */
public enum BindingFault {

	CONFIRMATION("The token is bound in a way that is not known here."),

	BEARER("The token is bound to a key: it needs the DPoP scheme and a proof."),

	SCHEME("The token is not bound to a key and cannot be used with the DPoP scheme."),

	REGISTRY_CERTIFICATE("The partner's tokens must be bound to its certificate."),

	REGISTRY_KEY("The partner's tokens must be bound to its key."),

	NO_CERTIFICATE("The token is bound to a certificate, and none was shown."),

	CERTIFICATE("The token is bound to another certificate."),

	NO_PROOF("The token is bound to a key: one DPoP header field with a proof is needed."),

	PROOF_NUMBER("There is more than one DPoP header field."),

	PROOF_FORM("The proof is not a signed JWT."),

	PROOF_TYPE("The proof's typ is not dpop+jwt."),

	PROOF_ALGORITHM("The proof's algorithm is not accepted."),

	PROOF_KEY("The proof's jwk is not a public key for its algorithm."),

	PROOF_METHOD("The proof is for another method."),

	PROOF_URI("The proof is for another URI."),

	PROOF_TIME("The proof was not made just now."),

	PROOF_ID("The proof has no jti, or a longer one than is taken."),

	PROOF_TOKEN("The proof is for another token."),

	PROOF_THUMBPRINT("The token is bound to another key than the proof's."),

	PROOF_NONCE("The proof needs the nonce of this answer."),

	PROOF_SIGNATURE("The proof's signature does not verify."),

	PROOF_REPLAYED("The proof was used before.");

	private final String sentence;

	BindingFault(String sentence) {
		this.sentence = sentence;
	}

	/** Returns the name of the check. */
	public String id() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	String sentence() {
		return this.sentence;
	}

	/** Returns the refusal of whoever fails this check. */
	public Refusal refusal() {
		return Refusal.of(Problem.INVALID_TOKEN, TokenReason.BINDING.id(), this.sentence)
			.check(id())
			.challenge(challenge());
	}

	/** RFC 9449, section 7.1: what concerns the proof, and what the token. */
	private Challenge challenge() {
		return switch (this) {
			case CONFIRMATION, BEARER, SCHEME, REGISTRY_CERTIFICATE, REGISTRY_KEY, NO_CERTIFICATE, CERTIFICATE,
					PROOF_THUMBPRINT ->
				Challenge.invalidToken(this.sentence);
			case PROOF_NONCE -> Challenge.useNonce(this.sentence);
			default -> Challenge.invalidProof(this.sentence);
		};
	}

}
