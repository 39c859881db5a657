package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.jspecify.annotations.Nullable;

/**
 * A key and a certificate of the gate's own, made once with the JDK's tool when somebody
 * asks for them. Settings name the file as <code>${gate.store}</code>.
 */
final class Certificate {

	static final String STORE = "spring.ssl.bundle.jks.gate.keystore.location=file:${gate.store}";

	static final String TYPE = "spring.ssl.bundle.jks.gate.keystore.type=PKCS12";

	static final String PASSWORD = "spring.ssl.bundle.jks.gate.keystore.password=secret";

	static final String BUNDLE = "server.ssl.bundle=gate";

	static final String MANAGEMENT = "management.server.ssl.enabled=false";

	static final String HTTP2 = "server.http2.enabled=true";

	private static final String PLACE = "${gate.store}";

	private static @Nullable Path store;

	private Certificate() {
	}

	/** Puts the file's name where a setting wants it. */
	static String placed(String setting) {
		return setting.contains(PLACE) ? setting.replace(PLACE, store().toString()) : setting;
	}

	/** Returns what a client needs that trusts the gate, and nobody else. */
	static SSLContext trusting() throws IOException, GeneralSecurityException {
		return trusting(store());
	}

	/** Returns what a client needs that trusts whose key is in this store. */
	static SSLContext trusting(Path store) throws IOException, GeneralSecurityException {
		KeyStore known = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(store)) {
			known.load(in, "secret".toCharArray());
		}
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(known);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, trust.getTrustManagers(), null);
		return context;
	}

	private static synchronized Path store() {
		if (store == null) {
			store = make("EC");
		}
		return store;
	}

	/** Returns a store with a new key. */
	static Path make(String algorithm) {
		try {
			Path folder = Files.createTempDirectory("gate");
			Path made = folder.resolve("gate.p12");
			folder.toFile().deleteOnExit();
			made.toFile().deleteOnExit();
			List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
					"-genkeypair", "-alias", "gate", "-keyalg", algorithm, "-dname", "CN=127.0.0.1", "-ext",
					"SAN=ip:127.0.0.1", "-storetype", "PKCS12", "-keystore", made.toString(), "-storepass", "secret");
			Process process = new ProcessBuilder(command).inheritIO().start();
			if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
				throw new IllegalStateException("no certificate was made");
			}
			return made;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
