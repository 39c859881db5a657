package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Certificates and authorities are replaced while the gateway runs. Connections that are
 * in use do not notice, and what cannot be served is not.
 */
@ExtendWith(WatchExtension.class)
@SuppressWarnings("NullAway.Init")
class CertificateReloadTests {

	private static final Duration SOON = Duration.ofSeconds(8);

	private static Authority authority;

	private static Authority successor;

	private static Identity first;

	private static Identity second;

	private static Identity expired;

	private static Identity partner;

	private static Identity newcomer;

	@TempDir
	private Path folder;

	private final Bank bank = new Bank();

	private final TlsGate gate = new TlsGate(this.bank);

	@BeforeAll
	static void makeKeys() {
		authority = new Authority("bank");
		successor = new Authority("successor");
		first = authority.issue("first", "-validity", "10");
		second = authority.issue("second", "-validity", "20");
		expired = authority.issue("expired", "-startdate", "-10d", "-validity", "5");
		partner = authority.issue("partner");
		newcomer = successor.issue("newcomer");
	}

	@BeforeEach
	void place() throws IOException {
		KeptLog.forget();
		first.writeTo(this.folder);
		Files.writeString(this.folder.resolve("ca.crt"), authority.text());
	}

	@AfterEach
	void close() {
		this.bank.close();
	}

	@Test
	void newCertificateIsServedAndNoConnectionInUseNotices() throws Exception {
		start(this.folder);
		double before = expiry();
		try (Load load = new Load(4)) {
			put(second);
			awaitServed(second);
			load.goOn(100);
			assertThat(load.failures()).isEmpty();
		}
		assertThat(before).isBetween(Duration.ofDays(9).toSeconds() * 1.0, Duration.ofDays(10).toSeconds() * 1.0);
		assertThat(expiry()).isGreaterThan(Duration.ofDays(19).toSeconds());
		assertThat(reloads("success")).isGreaterThanOrEqualTo(1);
	}

	/** As the kubelet does: files are links into a folder that is a link itself. */
	@Test
	void newCertificateIsServedWhenALinkIsTurned() throws Exception {
		Path mounted = Files.createDirectory(this.folder.resolve("mounted"));
		turn(mounted, "one", first);
		for (String file : List.of("tls.crt", "tls.key", "ca.crt")) {
			Files.createSymbolicLink(mounted.resolve(file), Path.of("..data", file));
		}
		start(mounted);
		try (Load load = new Load(2)) {
			turn(mounted, "two", second);
			awaitServed(second);
			turn(mounted, "three", first);
			awaitServed(first);
			load.goOn(50);
			assertThat(load.failures()).isEmpty();
		}
	}

	private static void turn(Path mounted, String version, Identity identity) throws IOException {
		Path data = Files.createDirectory(mounted.resolve(version));
		identity.writeTo(data);
		Files.writeString(data.resolve("ca.crt"), authority.text());
		Path link = Files.createSymbolicLink(mounted.resolve("..data_tmp"), Path.of(version));
		Files.move(link, mounted.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "-----BEGIN CERTIFICATE-----\nMIIB", "no certificate\n" })
	void brokenFileLeavesTheOldCertificateInForceUntilItIsWhole(String broken) throws Exception {
		start(this.folder);
		Files.writeString(this.folder.resolve("tls.crt"), broken);
		assertKept();
		put(second);
		awaitServed(second);
	}

	@Test
	void certificateWithoutItsKeyIsNotServed() throws Exception {
		start(this.folder);
		TlsGate.replace(this.folder.resolve("tls.crt"), second.chainText());
		assertKept();
		assertThat(KeptLog.lines()).anyMatch((line) -> line.contains("the key is not the certificate's"));
		put(second);
		awaitServed(second);
	}

	@Test
	void certificateThatHasExpiredIsNotServed() throws Exception {
		start(this.folder);
		put(expired);
		assertKept();
	}

	@Test
	void fileThatIsGoneLeavesTheOldCertificateInForce() throws Exception {
		start(this.folder);
		Files.delete(this.folder.resolve("tls.key"));
		assertKept();
		put(second);
		awaitServed(second);
	}

	@Test
	void authoritiesAreReplacedForNewHandshakesOnly() throws Exception {
		start(this.folder);
		assertThat(isAccepted(partner)).isTrue();
		assertThat(isAccepted(newcomer)).isFalse();
		try (Wire old = new Wire(this.gate.connect(showing(partner)))) {
			assertThat(Answer.read(old.send(bound(partner).text()), "GET")).isOk();
			TlsGate.replace(this.folder.resolve("ca.crt"), successor.text());
			await(() -> isAccepted(newcomer));
			assertThat(isAccepted(partner)).isFalse();
			assertThat(Answer.read(old.send(bound(partner).text()), "GET")).isOk();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "-----BEGIN CERTIFICATE-----\nMIIB" })
	void brokenAuthoritiesLeaveTheOldOnesInForce(String broken) throws Exception {
		start(this.folder);
		Files.writeString(this.folder.resolve("ca.crt"), broken);
		assertKept();
		assertThat(isAccepted(partner)).isTrue();
		assertThat(isAccepted(newcomer)).isFalse();
	}

	private void start(Path files) {
		this.bank.start(Stream.concat(TlsGate.settings(files), TlsGate.asking(files))).awaitReady();
	}

	private void put(Identity identity) throws IOException {
		Path made = Files.createDirectories(this.folder.resolve("made"));
		identity.writeTo(made);
		for (String file : List.of("tls.key", "tls.crt")) {
			TlsGate.replace(this.folder.resolve(file), Files.readString(made.resolve(file)));
		}
	}

	private void assertKept() {
		await(() -> reloads("failure") >= 1);
		assertThat(served()).isEqualTo(first.certificate());
		assertThat(KeptLog.lines()).anyMatch((line) -> line.startsWith("ERROR") && line.contains("stays in force"))
			.noneMatch((line) -> line.contains("\n"));
	}

	private void awaitServed(Identity identity) {
		await(() -> served().equals(identity.certificate()));
	}

	private static void await(Supplier<Boolean> condition) {
		Awaitility.await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(condition::get);
	}

	private X509Certificate served() {
		try (SSLSocket socket = this.gate.connect(showing(null))) {
			return (X509Certificate) socket.getSession().getPeerCertificates()[0];
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private boolean isAccepted(Identity client) {
		try {
			return this.gate.send(showing(client), bound(client)).status() == 200;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private Call bound(Identity client) {
		return Call.get("/v1/accounts").token(this.bank.token().claim("cnf", client.confirmation()));
	}

	private double expiry() {
		return this.bank.gate().metrics().sum("gatehouse_certificate_expiry_seconds", "bundle=\"gate\"");
	}

	private double reloads(String result) {
		return this.bank.gate()
			.metrics()
			.sum("gatehouse_certificate_reloads_total", "bundle=\"gate\"", "result=\"" + result + "\"");
	}

	private static SSLContext showing(@Nullable Identity shown) {
		try {
			return Identity.client(shown, authority.certificate());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Clients that call again and again, each on its one connection. */
	private final class Load implements AutoCloseable {

		private final AtomicBoolean going = new AtomicBoolean(true);

		private final AtomicInteger answers = new AtomicInteger();

		private final List<String> failures = new CopyOnWriteArrayList<>();

		private final List<Thread> clients = new ArrayList<>();

		Load(int clients) {
			for (int i = 0; i < clients; i++) {
				this.clients.add(Thread.ofVirtual().start(this::call));
			}
			goOn(50);
		}

		private void call() {
			try (Wire wire = new Wire(CertificateReloadTests.this.gate.connect(showing(partner)))) {
				while (this.going.get()) {
					int status = Answer.read(wire.send(bound(partner).text()), "GET").status();
					if (status != 200) {
						this.failures.add("status " + status);
						return;
					}
					this.answers.incrementAndGet();
				}
			}
			catch (IOException ex) {
				this.failures.add(ex.toString());
			}
		}

		/** Returns when so many more calls were answered, or one was not. */
		void goOn(int more) {
			int goal = this.answers.get() + more;
			await(() -> this.answers.get() >= goal || !this.failures.isEmpty());
		}

		List<String> failures() {
			return this.failures;
		}

		@Override
		public void close() {
			this.going.set(false);
			await(() -> this.clients.stream().noneMatch(Thread::isAlive));
		}

	}

}
