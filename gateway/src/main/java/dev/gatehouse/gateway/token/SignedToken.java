package dev.gatehouse.gateway.token;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A JWS in its compact form with JSON for a payload (RFC 7515, section 3.1), read once
 * and completely before anybody looks at a key. Nothing in it is to be believed yet.
 *
 * @param text the token as it came
 * @param header its header
 * @param claims its payload
 * @param input what is signed
 * @param signature the signature; may be empty
 */
record SignedToken(String text, Map<String, @Nullable Object> header, Map<String, @Nullable Object> claims,
		byte[] input, byte[] signature) {

	private static final int LONGEST = 8 * 1024;

	private static final int MOST_VALUES = 1000;

	private static final StrictJson JSON = new StrictJson(MOST_VALUES, LONGEST);

	/**
	 * Reads a token.
	 * @throws RefusedTokenException if it is malformed, or its algorithm is none that is
	 * accepted
	 */
	static SignedToken read(String text, IssuerSettings.Issuer issuer) {
		int first = text.indexOf('.');
		int second = text.indexOf('.', first + 1);
		// Five parts are an encrypted token (RFC 7516, section 9), which is not looked
		// into.
		if (text.length() > LONGEST || first < 0 || second < 0 || text.indexOf('.', second + 1) >= 0) {
			throw new RefusedTokenException(TokenReason.MALFORMED);
		}
		try {
			Map<String, @Nullable Object> header = header(Base64Url.decode(text.substring(0, first)), issuer);
			Map<String, @Nullable Object> claims = JSON.read(Base64Url.decode(text.substring(first + 1, second)));
			byte[] signature = Base64Url.decode(text.substring(second + 1));
			byte[] input = text.substring(0, second).getBytes(StandardCharsets.ISO_8859_1);
			return new SignedToken(text, header, claims, input, signature);
		}
		catch (ParseException ex) {
			throw new RefusedTokenException(TokenReason.MALFORMED);
		}
	}

	private static Map<String, @Nullable Object> header(byte[] json, IssuerSettings.Issuer issuer)
			throws ParseException {
		Map<String, @Nullable Object> header = JSON.read(json);
		if (!(header.get("alg") instanceof String name) || !isPlain(header)) {
			throw new RefusedTokenException(TokenReason.MALFORMED);
		}
		if (issuer.accepted(name) == null) {
			throw new RefusedTokenException(TokenReason.ALGORITHM);
		}
		return header;
	}

	/**
	 * No extension that must be understood (RFC 7515, section 4.1.11), no unencoded
	 * payload (RFC 7797), no token within the token (RFC 7519, section 5.2), and a key id
	 * that is text.
	 */
	static boolean isPlain(Map<String, @Nullable Object> header) {
		return !header.containsKey("crit") && Boolean.TRUE.equals(header.getOrDefault("b64", true))
				&& !header.containsKey("cty") && (!header.containsKey("kid") || header.get("kid") instanceof String);
	}

	String algorithm() {
		return String.valueOf(this.header.get("alg"));
	}

	@Nullable String keyId() {
		return (String) this.header.get("kid");
	}

}
