package dev.gatehouse.cli.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gatehouse.cli.terminal.Complaint;

/**
 * The public half of a key that checkpoints are signed with: Ed25519 (RFC 8032) or ES256
 * (RFC 7518, section 3.4).
 *
 * @param algorithm how its signatures are checked
 */
record VerificationKey(PublicKey key, String algorithm) {

	private static final Pattern PEM = Pattern
		.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");

	/** Reads a public key (SubjectPublicKeyInfo, PEM). */
	static VerificationKey read(Path file) throws IOException {
		Matcher pem = PEM.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
		if (pem.find()) {
			byte[] bytes = Base64.getMimeDecoder().decode(pem.group(1));
			try {
				return new VerificationKey(key("Ed25519", bytes), "Ed25519");
			}
			catch (GeneralSecurityException ex) {
				return curve(file, bytes);
			}
		}
		throw new Complaint(file + " holds no public key (PEM, BEGIN PUBLIC KEY).");
	}

	private static VerificationKey curve(Path file, byte[] bytes) {
		try {
			return new VerificationKey(key("EC", bytes), "SHA256withECDSAinP1363Format");
		}
		catch (GeneralSecurityException ex) {
			throw new Complaint(file + " is neither an Ed25519 nor a P-256 key.", ex);
		}
	}

	private static PublicKey key(String algorithm, byte[] bytes) throws GeneralSecurityException {
		return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(bytes));
	}

	boolean signed(Checkpoint checkpoint) {
		try {
			Signature check = Signature.getInstance(this.algorithm);
			check.initVerify(this.key);
			check.update(checkpoint.text().getBytes(StandardCharsets.UTF_8));
			return check.verify(Base64.getUrlDecoder().decode(checkpoint.signature()));
		}
		catch (GeneralSecurityException | IllegalArgumentException ex) {
			return false;
		}
	}

}
