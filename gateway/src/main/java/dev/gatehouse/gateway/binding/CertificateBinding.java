package dev.gatehouse.gateway.binding;

import dev.gatehouse.gateway.partner.Partner;
import dev.gatehouse.gateway.problem.Challenge;
import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import dev.gatehouse.gateway.token.VerifiedToken;
import org.jspecify.annotations.Nullable;

/**
 * Holds a token to the certificate that it is bound to (RFC 8705, section 3): who has
 * copied the token and not the certificate's key has nothing.
 */
public final class CertificateBinding {

	private final String thumbprint;

	CertificateBinding(String thumbprint) {
		this.thumbprint = thumbprint;
	}

	/**
	 * Checks that a token is used with its certificate, and that it has one if its
	 * partner's tokens must.
	 * @param shown thumbprint of the certificate that the client has shown; null: none
	 * @throws Refusal if it is not, or has none
	 */
	public static void check(VerifiedToken token, Partner partner, @Nullable String shown) {
		String bound = token.certificate();
		if (bound != null) {
			new CertificateBinding(bound).check(shown);
		}
		else if (partner.binding() == Partner.Binding.MTLS) {
			throw refusal("The partner's tokens must be bound to its certificate.");
		}
	}

	private void check(@Nullable String shown) {
		if (shown == null) {
			throw refusal("The token is bound to a certificate, and the client has shown none.");
		}
		if (!isProvenBy(shown)) {
			throw refusal("The token is bound to another certificate than the client has shown.");
		}
	}

	/** Returns whether this is the certificate. Neither of the two is a secret. */
	boolean isProvenBy(String thumbprint) {
		return this.thumbprint.equals(thumbprint);
	}

	private static Refusal refusal(String sentence) {
		return Refusal.of(Problem.INVALID_TOKEN, "binding", sentence).challenge(Challenge.invalidToken(sentence));
	}

}
