package dev.gatehouse.cli.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import dev.gatehouse.cli.terminal.Complaint;

/**
 * What a client of the local bank needs for TLS: trust in the bank's own authority alone,
 * and its certificate if it has one.
 *
 * @param folder where they are
 */
public record TlsClient(TlsFolder folder) {

	/** For that client; one without a certificate shows none. */
	public SSLContext of(String client) {
		KeyStore keys = this.folder.keys()
			.orElseThrow(() -> new Complaint(this.folder.path() + " is gone: run ./gatehouse up --tls."));
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(keys.isKeyEntry(client) ? keysOf(keys, client) : null, trust(keys).getTrustManagers(), null);
			return context;
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static TrustManagerFactory trust(KeyStore keys) throws GeneralSecurityException, IOException {
		KeyStore trusted = empty();
		trusted.setCertificateEntry(TlsFolder.AUTHORITY, keys.getCertificate(TlsFolder.AUTHORITY));
		TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		factory.init(trusted);
		return factory;
	}

	/** None but its own: a client chooses among all it has. */
	private KeyManager[] keysOf(KeyStore keys, String client) throws GeneralSecurityException, IOException {
		KeyStore own = empty();
		Certificate[] chain = keys.getCertificateChain(client);
		own.setKeyEntry(client, keys.getKey(client, this.folder.secret()), new char[0], chain);
		KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		factory.init(own, new char[0]);
		return factory.getKeyManagers();
	}

	private static KeyStore empty() throws GeneralSecurityException, IOException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		return store;
	}

}
