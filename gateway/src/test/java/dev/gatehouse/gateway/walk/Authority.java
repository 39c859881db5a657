package dev.gatehouse.gateway.walk;

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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A certificate authority of a test's own, in one file of the JDK's tool, with what it
 * has issued.
 */
final class Authority {

	private static final String PASSWORD = "secret";

	private final Path store;

	Authority(String name) {
		try {
			Path folder = Files.createTempDirectory("authority");
			this.store = folder.resolve("store.p12");
			folder.toFile().deleteOnExit();
			this.store.toFile().deleteOnExit();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		make("ca", "-dname", "CN=" + name, "-ext", "bc:c=ca:true", "-ext", "ku:c=keyCertSign");
	}

	/**
	 * Issues a certificate to a new key, for 127.0.0.1 and localhost.
	 * @param options more of the tool's options
	 */
	Identity issue(String name, String... options) {
		return make(name, Stream
			.concat(Stream.of("-signer", "ca", "-dname", "CN=" + name, "-ext", "SAN=ip:127.0.0.1,dns:localhost"),
					Stream.of(options))
			.toArray(String[]::new));
	}

	/** Makes a key with a certificate that nobody has issued. */
	Identity selfSigned(String name) {
		return make(name, "-dname", "CN=" + name);
	}

	X509Certificate certificate() {
		return read("ca").certificate();
	}

	/** Returns what a file of authorities holds that are trusted. */
	String text() {
		return read("ca").chainText();
	}

	private Identity make(String name, String... options) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
						"-J-XX:TieredStopAtLevel=1", "-genkeypair", "-alias", name, "-keyalg", "EC", "-storetype",
						"PKCS12", "-keystore", this.store.toString(), "-storepass", PASSWORD));
		command.addAll(List.of(options));
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
				throw new IllegalStateException("no certificate was made: " + command);
			}
			return read(name);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private Identity read(String name) {
		try (InputStream in = Files.newInputStream(this.store)) {
			KeyStore keys = KeyStore.getInstance("PKCS12");
			keys.load(in, PASSWORD.toCharArray());
			Certificate[] chain = keys.getCertificateChain(name);
			return new Identity((PrivateKey) keys.getKey(name, PASSWORD.toCharArray()),
					Stream.of(chain).map(X509Certificate.class::cast).toList());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
