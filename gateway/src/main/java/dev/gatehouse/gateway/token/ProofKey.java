package dev.gatehouse.gateway.token;

import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import org.jspecify.annotations.Nullable;

/**
 * The key that a proof brings along, with the algorithm that it is used with.
 *
 * @param algorithm one that takes such keys
 * @param key the public key
 * @param thumbprint as in {@code jkt} (RFC 7638)
 */
record ProofKey(SignatureAlgorithm algorithm, PublicKey key, String thumbprint) {

	/** A longer one makes every proof slow to check. */
	private static final int LONGEST_RSA_KEY = 4096;

	/** Of a larger one, checking costs as much as signing. */
	private static final int LARGEST_RSA_EXPONENT_BITS = 32;

	/** RFC 7518, sections 6.2.2, 6.3.2 and 6.4. */
	private static final List<String> PRIVATE = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

	/** Reads a {@code jwk}; null: it is no key for the algorithm, or not only public. */
	static @Nullable ProofKey read(SignatureAlgorithm algorithm, @Nullable Object jwk) {
		if (!(jwk instanceof Map<?, ?> members) || !Collections.disjoint(members.keySet(), PRIVATE)) {
			return null;
		}
		try {
			JWK parsed = JWK.parse(needed(members));
			PublicKey key = KeyReader.publicKey(parsed);
			return (key != null && algorithm.takes(key) && isQuick(key))
					? new ProofKey(algorithm, key, parsed.computeThumbprint().toString()) : null;
		}
		catch (ParseException | JOSEException | java.security.GeneralSecurityException | RuntimeException ex) {
			return null;
		}
	}

	/**
	 * Returns the members that make the key and none of the others, each in its only
	 * spelling: two readers must not see two keys.
	 */
	private static Map<String, Object> needed(Map<?, ?> members) throws ParseException {
		Map<String, Object> needed = new LinkedHashMap<>();
		String type = text(members, "kty");
		needed.put("kty", type);
		for (String name : switch (type) {
			case "EC" -> List.of("x", "y");
			case "RSA" -> List.of("n", "e");
			default -> List.of("x");
		}) {
			String value = text(members, name);
			byte[] number = Base64Url.decode(value);
			if (number.length == 0 || (type.equals("RSA") && number[0] == 0)) {
				throw new ParseException("no " + name, 0);
			}
			needed.put(name, value);
		}
		if (!type.equals("RSA")) {
			needed.put("crv", text(members, "crv"));
		}
		return needed;
	}

	private static String text(Map<?, ?> members, String name) throws ParseException {
		if (members.get(name) instanceof String text) {
			return text;
		}
		throw new ParseException("no " + name, 0);
	}

	private static boolean isQuick(PublicKey key) {
		return !(key instanceof RSAPublicKey rsa) || (rsa.getModulus().bitLength() <= LONGEST_RSA_KEY
				&& rsa.getPublicExponent().bitLength() <= LARGEST_RSA_EXPONENT_BITS);
	}

}
