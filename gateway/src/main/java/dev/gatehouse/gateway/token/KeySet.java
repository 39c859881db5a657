package dev.gatehouse.gateway.token;

import java.text.ParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import org.jspecify.annotations.Nullable;

/**
 * The issuer's public signature keys by id. A key that is too short, private, or meant
 * for something else is not in it (RFC 8725, section 3.1 and 3.5).
 */
final class KeySet {

	private static final int SHORTEST_RSA_KEY = 2048;

	private final Map<String, JWK> keys;

	private KeySet(Map<String, JWK> keys) {
		this.keys = keys;
	}

	/**
	 * Reads a JWK set (RFC 7517, section 5). A key that cannot be read is passed over,
	 * and two different keys of one id are both, since nobody knows which is meant.
	 * @throws ParseException if it is none, or holds no key that can be used
	 */
	static KeySet parse(String json) throws ParseException {
		Map<String, JWK> keys = new HashMap<>();
		Set<String> ambiguous = new HashSet<>();
		for (Map<String, Object> member : members(json)) {
			JWK key = readable(member);
			if (key != null && isUsable(key)) {
				JWK rival = keys.put(key.getKeyID(), key);
				if (rival != null && !rival.equals(key)) {
					ambiguous.add(key.getKeyID());
				}
			}
		}
		keys.keySet().removeAll(ambiguous);
		if (keys.isEmpty()) {
			throw new ParseException("no usable signature key", 0);
		}
		return new KeySet(Map.copyOf(keys));
	}

	private static Map<String, Object>[] members(String json) throws ParseException {
		Map<String, Object> set = JSONObjectUtils.parse(json);
		Map<String, Object>[] members = (set != null) ? JSONObjectUtils.getJSONObjectArray(set, "keys") : null;
		if (members == null) {
			throw new ParseException("no key set", 0);
		}
		return members;
	}

	private static @Nullable JWK readable(Map<String, Object> member) {
		try {
			return JWK.parse(member);
		}
		catch (ParseException ex) {
			return null;
		}
	}

	private static boolean isUsable(JWK key) {
		if (key.getKeyID() == null || key.isPrivate() || !isForSignatures(key)) {
			return false;
		}
		return switch (key) {
			case RSAKey rsa -> rsa.size() >= SHORTEST_RSA_KEY;
			case ECKey ec -> Curve.P_256.equals(ec.getCurve());
			default -> false;
		};
	}

	/** RFC 7517, sections 4.2 and 4.3. */
	private static boolean isForSignatures(JWK key) {
		return (key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse()))
				&& (key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY));
	}

	@Nullable JWK find(@Nullable String id) {
		return (id != null) ? this.keys.get(id) : null;
	}

	int size() {
		return this.keys.size();
	}

	/**
	 * Returns whether the key is one for this algorithm: its kind fits, and what it says
	 * of itself.
	 */
	static boolean fits(JWK key, JWSAlgorithm algorithm) {
		if (key.getAlgorithm() != null && !key.getAlgorithm().equals(algorithm)) {
			return false;
		}
		return (key instanceof RSAKey) ? JWSAlgorithm.Family.RSA.contains(algorithm)
				: JWSAlgorithm.ES256.equals(algorithm);
	}

}
