package dev.gatehouse.gateway.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.util.Arrays;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import dev.gatehouse.gateway.leaks.UsedSecrets;

/** Keys that are made once, and signatures by them. */
final class TestKeys {

	static final RSAKey RSA = rsa("rsa-1", 2048);

	/** Has the id of {@link #RSA} and is another key. */
	static final RSAKey ATTACKER = rsa("rsa-1", 2048);

	static final RSAKey OTHER_RSA = rsa("rsa-2", 2048);

	static final ECKey EC = ec("ec-1", Curve.P_256);

	static final OctetKeyPair ED = ed("ed-1");

	private TestKeys() {
	}

	static RSAKey rsa(String id, int size) {
		try {
			return new RSAKeyGenerator(size, size < RSAKeyGenerator.MIN_KEY_SIZE_BITS).keyID(id).generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static ECKey ec(String id, Curve curve) {
		try {
			return new ECKeyGenerator(curve).keyID(id).generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The private part is the JDK's own encoding, whose last 32 bytes are the key. */
	private static OctetKeyPair ed(String id) {
		try {
			KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
			byte[] secret = pair.getPrivate().getEncoded();
			return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point((EdECPublicKey) pair.getPublic())))
				.d(Base64URL.encode(Arrays.copyOfRange(secret, secret.length - 32, secret.length)))
				.keyID(id)
				.build();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The last 32 bytes of its X.509 form (RFC 8410, section 4). */
	private static byte[] point(EdECPublicKey key) {
		byte[] encoded = key.getEncoded();
		return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
	}

	/** Signs header and payload as they are, whatever they say. */
	static String sign(JWK key, String algorithm, String header, String payload) {
		String input = Base64URL.encode(header) + "." + Base64URL.encode(payload);
		return UsedSecrets
			.add(input + "." + Base64URL.encode(signature(key, algorithm, input.getBytes(StandardCharsets.US_ASCII))));
	}

	static byte[] signature(JWK key, String algorithm, byte[] input) {
		try {
			if (key instanceof OctetKeyPair pair) {
				Signature signature = Signature.getInstance("Ed25519");
				signature.initSign(secret(pair));
				signature.update(input);
				return signature.sign();
			}
			return signer(key).sign(new JWSHeader(JWSAlgorithm.parse(algorithm)), input).decode();
		}
		catch (JOSEException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static PrivateKey secret(OctetKeyPair pair) throws GeneralSecurityException {
		return java.security.KeyFactory.getInstance("Ed25519")
			.generatePrivate(new java.security.spec.EdECPrivateKeySpec(java.security.spec.NamedParameterSpec.ED25519,
					pair.getDecodedD()));
	}

	private static JWSSigner signer(JWK key) throws JOSEException {
		return switch (key) {
			case RSAKey rsa -> new RSASSASigner(rsa.toPrivateKey(), Set.of(AllowWeakRSAKey.getInstance()));
			case OctetSequenceKey secret -> new MACSigner(secret);
			default -> new ECDSASigner(key.toECKey());
		};
	}

}
