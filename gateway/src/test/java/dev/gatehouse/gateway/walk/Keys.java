package dev.gatehouse.gateway.walk;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;

/** Real keys, made once a run, because making them is slow. */
final class Keys {

	/** Published, signs by default. */
	static final RSAKey RSA = rsa("rsa-1");

	/** Published. */
	static final ECKey EC = ec("ec-1");

	/** Not published at first: the issuer changes to it. */
	static final RSAKey NEXT = rsa("rsa-2");

	/** Published, but for encryption only. */
	static final RSAKey ENCRYPTION = rsa("rsa-enc", 2048, KeyUse.ENCRYPTION);

	/** Published, but too short (RFC 8725, section 3.5). */
	static final RSAKey SHORT = rsa("rsa-short", 1024, KeyUse.SIGNATURE);

	/** Never published, but names itself like a key that is. */
	static final RSAKey FORGED = rsa("rsa-1");

	private Keys() {
	}

	private static RSAKey rsa(String id) {
		return rsa(id, 2048, KeyUse.SIGNATURE);
	}

	private static RSAKey rsa(String id, int bits, KeyUse use) {
		try {
			return new RSAKeyGenerator(bits, true).keyUse(use).keyID(id).generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static ECKey ec(String id) {
		try {
			return new ECKeyGenerator(Curve.P_256).keyUse(KeyUse.SIGNATURE).keyID(id).generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
