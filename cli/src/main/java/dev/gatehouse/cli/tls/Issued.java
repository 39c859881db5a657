package dev.gatehouse.cli.tls;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * A key with its certificate.
 *
 * @param key the key
 * @param certificate its certificate
 * @param issuer the certificate of who has issued it
 */
record Issued(PrivateKey key, X509Certificate certificate, X509Certificate issuer) {

	/** Whether it is valid for so long at least. */
	boolean lasts(Duration time, Instant now) {
		return this.certificate.getNotAfter().toInstant().isAfter(now.plus(time));
	}

	/** The certificate and its issuer's, in PEM (RFC 7468). */
	String chainText() {
		return text(this.certificate) + (this.certificate.equals(this.issuer) ? "" : text(this.issuer));
	}

	/** The key as PKCS#8, in PEM. */
	String keyText() {
		return pem("PRIVATE KEY", this.key.getEncoded());
	}

	private static String text(X509Certificate certificate) {
		try {
			return pem("CERTIFICATE", certificate.getEncoded());
		}
		catch (CertificateEncodingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String pem(String kind, byte[] content) {
		String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
		return "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n";
	}

}
