package dev.gatehouse.cli.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;

import dev.gatehouse.cli.terminal.Complaint;

/**
 * Where the certificates of the local bank are. All keys are in one store, the
 * authority's too; what programs read is beside it in PEM, each key in a file of mode
 * 600.
 *
 * @param path the folder, of mode 700
 */
public record TlsFolder(Path path) {

	/** Whom a store of nothing but certificates is kept from. Nobody. */
	public static final String TRUST_PASSWORD = "certificates-only";

	static final String AUTHORITY = "authority";

	static final String SERVER = "server";

	/** The authority's certificate, for {@code curl --cacert}. */
	public Path authority() {
		return this.path.resolve("ca.pem");
	}

	/** The same as a PKCS#12 store, for Keycloak. */
	public Path trust() {
		return this.path.resolve("ca.p12");
	}

	/** The certificate of the gateway and of Keycloak, with the authority's. */
	public Path serverCertificate() {
		return certificate(SERVER);
	}

	/** Its key. */
	public Path serverKey() {
		return key(SERVER);
	}

	/** The certificate of a client that authenticates by one. */
	public Path certificate(String name) {
		return this.path.resolve(name + ".pem");
	}

	/** Its key. */
	public Path key(String name) {
		return this.path.resolve(name + ".key");
	}

	Path store() {
		return this.path.resolve("keys.p12");
	}

	Path password() {
		return this.path.resolve("keys.password");
	}

	/** The store with all keys; empty if nothing was issued yet. */
	Optional<KeyStore> keys() {
		if (!Files.exists(store())) {
			return Optional.empty();
		}
		try (InputStream in = Files.newInputStream(store())) {
			KeyStore keys = KeyStore.getInstance("PKCS12");
			keys.load(in, secret());
			return Optional.of(keys);
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new Complaint(store() + " cannot be read: remove " + this.path + ", and the next "
					+ "./gatehouse up --tls makes it anew.", ex);
		}
	}

	char[] secret() {
		try {
			return Files.readString(password()).strip().toCharArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** What was issued under that name; empty if nothing was. */
	Optional<Issued> issued(String name) {
		return keys().flatMap((keys) -> issued(keys, name));
	}

	private Optional<Issued> issued(KeyStore keys, String name) {
		try {
			Certificate[] chain = keys.getCertificateChain(name);
			return (chain == null) ? Optional.empty() : Optional.of(new Issued((PrivateKey) keys.getKey(name, secret()),
					(X509Certificate) chain[0], (X509Certificate) chain[chain.length - 1]));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
