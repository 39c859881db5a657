package dev.gatehouse.gateway.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;

import dev.gatehouse.gateway.settings.InvalidSetting;

import org.springframework.boot.ssl.pem.PemContent;

/**
 * The operator's key that checkpoints are signed with: Ed25519 (RFC 8032), or ECDSA with
 * P-256 and SHA-256 (ES256 of RFC 7518, section 3.4).
 *
 * @param id the name of its file, without what is behind the first dot
 */
record SigningKey(String id, PrivateKey key, String algorithm) {

	private static final String SETTING = "gatehouse.audit.signing-key";

	private static final int P256 = 256;

	/** Reads a private key (PKCS#8, PEM). */
	static SigningKey read(Path file) {
		PrivateKey key = load(file);
		String algorithm = switch (key) {
			case EdECPrivateKey edwards when edwards.getParams()
				.getName()
				.equals(NamedParameterSpec.ED25519.getName()) -> "Ed25519";
			case ECPrivateKey curve when curve.getParams().getCurve().getField().getFieldSize() == P256 ->
				"SHA256withECDSAinP1363Format";
			default -> throw new InvalidSetting(SETTING, file + " is neither an Ed25519 nor a P-256 key");
		};
		SigningKey signing = new SigningKey(file.getFileName().toString().split("\\.", 2)[0], key, algorithm);
		signing.sign("whether it works");
		return signing;
	}

	private static PrivateKey load(Path file) {
		try {
			PrivateKey key = PemContent.load(file).getPrivateKey();
			return InvalidSetting.require(key, SETTING);
		}
		catch (IOException | IllegalStateException | IllegalArgumentException ex) {
			throw new InvalidSetting(SETTING, file + " holds no private key (PKCS#8, PEM) that can be read");
		}
	}

	/** Returns the signature of a text, as base64url. */
	String sign(String text) {
		try {
			Signature signature = Signature.getInstance(this.algorithm);
			signature.initSign(this.key);
			signature.update(text.getBytes(StandardCharsets.UTF_8));
			return Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public String toString() {
		return "SigningKey[" + this.id + "]";
	}

}
