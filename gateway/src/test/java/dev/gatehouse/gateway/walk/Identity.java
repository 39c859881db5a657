package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

import com.nimbusds.jose.util.Base64URL;
import org.jspecify.annotations.Nullable;

/**
 * A key and its certificate, with those above it.
 */
record Identity(PrivateKey key, List<X509Certificate> chain) {

	X509Certificate certificate() {
		return this.chain.getFirst();
	}

	/** Returns the claim that binds a token to it. */
	Map<String, Object> confirmation() {
		return Map.of("x5t#S256", thumbprint());
	}

	private String thumbprint() {
		try {
			return Base64URL.encode(MessageDigest.getInstance("SHA-256").digest(certificate().getEncoded())).toString();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Returns what a proxy would say of a client that has shown it (RFC 9440). */
	String field() {
		try {
			return ":" + Base64.getEncoder().encodeToString(certificate().getEncoded()) + ":";
		}
		catch (CertificateEncodingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Returns the certificate and those above it as a file holds them. */
	String chainText() {
		return pem(this.chain);
	}

	/** Writes two files in PEM: {@code tls.crt} and {@code tls.key}. */
	void writeTo(Path folder) throws IOException {
		Files.writeString(folder.resolve("tls.key"), pem("PRIVATE KEY", this.key.getEncoded()));
		Files.writeString(folder.resolve("tls.crt"), chainText());
	}

	private static String pem(List<X509Certificate> certificates) {
		StringBuilder text = new StringBuilder();
		try {
			for (X509Certificate certificate : certificates) {
				text.append(pem("CERTIFICATE", certificate.getEncoded()));
			}
			return text.toString();
		}
		catch (CertificateEncodingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String pem(String kind, byte[] content) {
		String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
		return "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n";
	}

	/**
	 * Returns what a client needs.
	 * @param shown what it shows when it is asked; null: nothing
	 * @param trusted whom it trusts
	 */
	static SSLContext client(@Nullable Identity shown, X509Certificate... trusted)
			throws GeneralSecurityException, IOException {
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		KeyStore known = KeyStore.getInstance("PKCS12");
		known.load(null, null);
		for (int i = 0; i < trusted.length; i++) {
			known.setCertificateEntry("ca" + i, trusted[i]);
		}
		trust.init(known);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init((shown != null) ? shown.keys() : null, trust.getTrustManagers(), null);
		return context;
	}

	/** Shows it whatever authorities it is asked for. */
	private KeyManager[] keys() throws GeneralSecurityException, IOException {
		KeyStore keys = KeyStore.getInstance("PKCS12");
		keys.load(null, null);
		keys.setKeyEntry("own", this.key, new char[0], this.chain.toArray(X509Certificate[]::new));
		KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		factory.init(keys, new char[0]);
		return new KeyManager[] { new Insistent((X509ExtendedKeyManager) factory.getKeyManagers()[0]) };
	}

}
