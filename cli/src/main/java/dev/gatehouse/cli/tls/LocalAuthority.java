package dev.gatehouse.cli.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The certificate authority of the local bank, made at its first use with the JDK's
 * {@code keytool}. It issues one certificate for the servers on loopback and one for each
 * client that authenticates by certificate, and issues them again before they expire.
 */
public final class LocalAuthority {

	private static final int DAYS_OF_AUTHORITY = 3650;

	private static final int DAYS = 90;

	/** What expires earlier than this is issued again. */
	private static final Duration NEAR = Duration.ofDays(30);

	private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FILE = PosixFilePermissions
		.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

	private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FOLDER = PosixFilePermissions
		.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

	private final TlsFolder folder;

	private final InstantSource clock;

	private final Keytool keytool;

	public LocalAuthority(TlsFolder folder, InstantSource clock) {
		this.folder = folder;
		this.clock = clock;
		this.keytool = new Keytool(folder);
	}

	/**
	 * Sees to it that everything is there and lasts for some weeks.
	 * @param clients the clients' names with the subjects of their certificates
	 */
	public void ensure(Map<String, String> clients) {
		try {
			if (!lasts(TlsFolder.AUTHORITY)) {
				begin();
			}
			ensure(TlsFolder.SERVER, "CN=localhost", "SAN=dns:localhost,ip:127.0.0.1,ip:::1", "EKU=serverAuth");
			for (Map.Entry<String, String> client : clients.entrySet()) {
				ensure(client.getKey(), client.getValue(), "EKU=clientAuth");
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private boolean lasts(String name) {
		Instant now = this.clock.instant();
		return this.folder.issued(name).filter((issued) -> issued.lasts(NEAR, now)).isPresent();
	}

	/** Whatever an earlier authority has issued goes with it. */
	private void begin() throws IOException {
		Files.createDirectories(this.folder.path(), OWNERS_FOLDER);
		Files.deleteIfExists(this.folder.store());
		write(this.folder.password(), password());
		this.keytool.make(TlsFolder.AUTHORITY, "CN=Gatehouse local authority", DAYS_OF_AUTHORITY,
				List.of("-ext", "BC:critical=ca:true,pathlen:0", "-ext", "KU:critical=keyCertSign,cRLSign"));
		Issued authority = issued(TlsFolder.AUTHORITY);
		write(this.folder.authority(), authority.chainText());
		writeTrust(authority);
	}

	private void ensure(String name, String subject, String... extensions) throws IOException {
		if (lasts(name)) {
			return;
		}
		this.keytool.issue(name, subject, DAYS, extensions);
		Issued issued = issued(name);
		write(this.folder.key(name), issued.keyText());
		write(this.folder.certificate(name), issued.chainText());
	}

	private Issued issued(String name) {
		return this.folder.issued(name).orElseThrow();
	}

	private void writeTrust(Issued authority) throws IOException {
		try {
			KeyStore trust = KeyStore.getInstance("PKCS12");
			trust.load(null, null);
			trust.setCertificateEntry(TlsFolder.AUTHORITY, authority.certificate());
			write(this.folder.trust(), "");
			try (OutputStream out = Files.newOutputStream(this.folder.trust())) {
				trust.store(out, TlsFolder.TRUST_PASSWORD.toCharArray());
			}
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String password() {
		byte[] random = new byte[24];
		new SecureRandom().nextBytes(random);
		return Base64.getUrlEncoder().encodeToString(random);
	}

	/** In one step, and never readable by others, not even at first. */
	private void write(Path file, String text) throws IOException {
		Path made = Files.createTempFile(this.folder.path(), "made", "", OWNERS_FILE);
		Files.writeString(made, text);
		Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
	}

}
