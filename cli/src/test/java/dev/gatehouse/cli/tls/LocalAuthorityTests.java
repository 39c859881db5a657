package dev.gatehouse.cli.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;

import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

import dev.gatehouse.cli.terminal.Complaint;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The authority of the local bank, with the JDK's real tool. */
class LocalAuthorityTests {

	private static final String SUBJECT = "CN=hooli-payments, O=Hooli Payments BV";

	private static final Map<String, String> CLIENTS = Map.of("hooli-payments", SUBJECT);

	/** What no test changes is made once: the tool takes its time. */
	@TempDir
	private static Path shared = Path.of("");

	@TempDir
	private Path root = Path.of("");

	@BeforeAll
	static void issue() {
		ensured(shared, Instant.now());
	}

	@Test
	void whatItMakesIsItsOwnersAlone() throws IOException {
		TlsFolder folder = folder(shared);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path()))).isEqualTo("rwx------");
		try (var files = Files.list(folder.path())) {
			assertThat(files.toList()).hasSize(8)
				.allSatisfy((file) -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
					.isEqualTo("rw-------"));
		}
	}

	@Test
	void theServersCertificateIsForLoopbackInAllItsNames() throws Exception {
		X509Certificate server = issued(folder(shared), TlsFolder.SERVER).certificate();
		assertThat(server.getSubjectAlternativeNames()).extracting((name) -> String.valueOf(name.get(1)))
			.containsExactly("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
		assertThat(server.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
	}

	@Test
	void aClientsCertificateHasTheSubjectOfTheRealm() throws Exception {
		TlsFolder folder = folder(shared);
		Issued client = issued(folder, "hooli-payments");
		assertThat(client.certificate().getSubjectX500Principal().getName())
			.isEqualTo("CN=hooli-payments,O=Hooli Payments BV");
		client.certificate().verify(issued(folder, TlsFolder.AUTHORITY).certificate().getPublicKey());
		assertThat(Files.readString(folder.key("hooli-payments"))).startsWith("-----BEGIN PRIVATE KEY-----\n");
	}

	@Test
	void whatLastsIsLeftAlone() throws IOException {
		TlsFolder folder = folder(shared);
		String server = Files.readString(folder.serverCertificate());
		ensured(shared, Instant.now());
		assertThat(folder.serverCertificate()).hasContent(server);
	}

	@Execution(ExecutionMode.CONCURRENT)
	@Test
	void whatIsNearItsEndIsIssuedAgainByTheSameAuthority() throws IOException {
		TlsFolder folder = ensured(this.root, Instant.now());
		String authority = Files.readString(folder.authority());
		Issued first = issued(folder, TlsFolder.SERVER);
		ensured(this.root, Instant.now().plus(Duration.ofDays(61)));
		assertThat(issued(folder, TlsFolder.SERVER).certificate()).isNotEqualTo(first.certificate());
		assertThat(Files.readString(folder.serverCertificate()))
			.isEqualTo(issued(folder, TlsFolder.SERVER).chainText());
		assertThat(folder.authority()).hasContent(authority);
	}

	@Execution(ExecutionMode.CONCURRENT)
	@Test
	void anAuthorityNearItsEndIsReplacedWithAllThatItHasIssued() throws IOException {
		TlsFolder folder = ensured(this.root, Instant.now());
		Issued before = issued(folder, TlsFolder.AUTHORITY);
		ensured(this.root, Instant.now().plus(Duration.ofDays(3630)));
		Issued after = issued(folder, TlsFolder.AUTHORITY);
		assertThat(after.certificate()).isNotEqualTo(before.certificate());
		assertThat(issued(folder, "hooli-payments").issuer()).isEqualTo(after.certificate());
	}

	@Test
	void clientAndServerMeetOverTlsWithWhatIsThere() throws Exception {
		TlsClient tls = new TlsClient(folder(shared));
		try (SSLServerSocket listening = (SSLServerSocket) tls.of(TlsFolder.SERVER)
			.getServerSocketFactory()
			.createServerSocket(0)) {
			listening.setNeedClientAuth(true);
			Thread client = Thread.startVirtualThread(() -> {
				try (SSLSocket socket = (SSLSocket) tls.of("hooli-payments")
					.getSocketFactory()
					.createSocket("localhost", listening.getLocalPort())) {
					socket.getOutputStream().write(7);
				}
				catch (IOException ex) {
					// The other side notices.
				}
			});
			try (SSLSocket socket = (SSLSocket) listening.accept()) {
				assertThat(socket.getInputStream().read()).isEqualTo(7);
				assertThat(socket.getSession().getPeerPrincipal().getName()).contains("CN=hooli-payments");
			}
			client.join();
		}
	}

	@Test
	void withoutTheFolderThereIsASentence() {
		TlsFolder nothing = new TlsFolder(this.root.resolve("nothing"));
		assertThatExceptionOfType(Complaint.class).isThrownBy(() -> new TlsClient(nothing).of("hooli-payments"))
			.withMessageContaining("./gatehouse up --tls");
	}

	@Test
	void aDamagedStoreIsASentence() throws IOException {
		TlsFolder folder = folder(this.root);
		Files.createDirectories(folder.path());
		Files.writeString(folder.password(), "secret");
		Files.writeString(folder.store(), "x");
		assertThatExceptionOfType(Complaint.class).isThrownBy(() -> ensured(this.root, Instant.now()))
			.withMessageContaining("cannot be read");
	}

	@Test
	void clientsOfARealmThatShowCertificatesAreFound() throws IOException {
		Path realm = Files.writeString(this.root.resolve("realm.json"),
				"""
						{"clients": [{"clientId": "a", "clientAuthenticatorType": "client-secret"}, {"clientId": "b"},
						{"clientId": "c", "clientAuthenticatorType": "client-x509", "attributes": {"x509.subjectdn": "CN=c"}}]}""");
		assertThat(CertificateClients.in(realm)).isEqualTo(Map.of("c", "CN=c"));
		assertThat(CertificateClients.in(this.root.resolve("nowhere"))).isEmpty();
	}

	private static TlsFolder folder(Path root) {
		return new TlsFolder(root.resolve("tls"));
	}

	private static TlsFolder ensured(Path root, Instant now) {
		TlsFolder folder = folder(root);
		new LocalAuthority(folder, InstantSource.fixed(now)).ensure(CLIENTS);
		return folder;
	}

	private static Issued issued(TlsFolder folder, String name) {
		return Objects.requireNonNull(folder.issued(name).orElse(null));
	}

}
