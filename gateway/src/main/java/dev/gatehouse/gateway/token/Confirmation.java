package dev.gatehouse.gateway.token;

import java.text.ParseException;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a token is bound to: {@code cnf} (RFC 7800, section 3.1). Exactly one member, and
 * one that is checked here: what nobody looks at would bind nothing.
 *
 * @param kind what must be shown beside the token
 * @param thumbprint SHA-256 of it, in base64url
 */
public record Confirmation(Kind kind, String thumbprint) {

	private static final int SHA_256 = 32;

	/** Keycloak 26.7 says beside {@code jkt} what kind of key that is the name of. */
	private static final String KEYCLOAK_MARK = "kc-jkt-type";

	private static final String KEYCLOAK_DPOP = "DPoP";

	/** Reads the claim; null: it is none that can be checked. */
	static @Nullable Confirmation read(@Nullable Object claim) {
		if (!(claim instanceof Map<?, ?> members)) {
			return null;
		}
		if (members.size() == 1 && members.get("x5t#S256") instanceof String thumbprint) {
			return of(Kind.CERTIFICATE, thumbprint);
		}
		boolean isMarked = members.size() == 2 && KEYCLOAK_DPOP.equals(members.get(KEYCLOAK_MARK));
		return ((members.size() == 1 || isMarked) && members.get("jkt") instanceof String thumbprint)
				? of(Kind.KEY, thumbprint) : null;
	}

	private static @Nullable Confirmation of(Kind kind, String thumbprint) {
		return isHash(thumbprint) ? new Confirmation(kind, thumbprint) : null;
	}

	private static boolean isHash(String text) {
		try {
			return Base64Url.decode(text).length == SHA_256;
		}
		catch (ParseException ex) {
			return false;
		}
	}

	/** What a token can be bound to. */
	public enum Kind {

		/** A client certificate: {@code x5t#S256} (RFC 8705, section 3.1). */
		CERTIFICATE,

		/**
		 * A key that signs a proof for each request: {@code jkt} (RFC 9449, section 6.1).
		 */
		KEY

	}

}
