package dev.gatehouse.gateway.token;

import java.security.PublicKey;
import java.util.Map;

import com.nimbusds.jose.JOSEException;
import org.jspecify.annotations.Nullable;

/** Makes verified tokens for other rooms' tests, which cannot have them verified. */
public final class VerifiedTokens {

	private static final String ISSUER = "https://issuer.example";

	private VerifiedTokens() {
	}

	/** Returns a good token with this {@code cnf}; null: without. */
	public static VerifiedToken with(@Nullable Map<String, Object> confirmation) {
		IssuerSettings settings = new TestSettings(ISSUER).build();
		TestToken text = TestToken.of(ISSUER);
		SignedToken token = SignedToken.read(((confirmation != null) ? text.claim("cnf", confirmation) : text).text(),
				settings.issuer());
		IssuerKey key = new IssuerKey("rsa-1", null, publicKey(), Map.of());
		return VerifiedToken.of(token, key, new TokenRules(settings).validity(token));
	}

	private static PublicKey publicKey() {
		try {
			return TestKeys.RSA.toRSAPublicKey();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
