package dev.gatehouse.gateway.record;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import dev.gatehouse.gateway.FreePort;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** A syslog server gets the very lines of the files, and nobody waits for it. */
@Timeout(60)
class SyslogTests {

	@TempDir
	private Path folder = Path.of("");

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final List<String> messages = new CopyOnWriteArrayList<>();

	private final List<Socket> sockets = new CopyOnWriteArrayList<>();

	private ServerSocket server = listen(FreePort.find());

	SyslogTests() throws IOException {
	}

	@AfterEach
	void close() throws IOException {
		this.server.close();
		for (Socket socket : this.sockets) {
			socket.close();
		}
	}

	@Test
	void serverGetsTheLinesOfTheFiles() throws IOException {
		serve(this.server);
		run(3);
		Awaitility.await().until(() -> this.messages.size() == 3);
		List<JsonNode> records = new AuditFolder(this.folder).records();
		for (int i = 0; i < 3; i++) {
			assertThat(this.messages.get(i)).matches(
					"<110>1 2026-11-21T12:00:00Z \\S+ gatehouse " + ProcessHandle.current().pid() + " audit - \\{.*");
			JsonNode sent = JsonMapper.shared().readTree(this.messages.get(i).replaceFirst("[^{]*", ""));
			assertThat(sent).isEqualTo(records.get(i));
		}
		assertThat(this.messages.get(1)).contains("é💶");
		assertThat(counted("exported")).isEqualTo(3);
	}

	@Test
	void recordsOfATimeWithoutServerAreSentWhenItIsBack() throws IOException {
		int port = this.server.getLocalPort();
		serve(this.server);
		try (AuditLog log = open()) {
			log.add(AuditEntries.allowed("1"));
			Awaitility.await().until(() -> this.messages.size() == 1);
			close();
			for (int i = 0; i < 100; i++) {
				log.add(AuditEntries.allowed("2"));
			}
			Awaitility.await().until(() -> new AuditFolder(this.folder).records().size() == 101);
			this.server = listen(port);
			serve(this.server);
			Awaitility.await().until(() -> this.messages.size() == 101);
		}
		assertThat(counted("export.dropped")).isZero();
	}

	/**
	 * Nobody reads: what is sent stays in the buffers of the system, then in the queue.
	 */
	@Test
	void serverThatTakesNothingHoldsNobodyUp() throws IOException {
		String large = "x".repeat(10_000);
		try (AuditLog log = open()) {
			for (int i = 0; i < 4000; i++) {
				log.add(AuditEntries.withTokenId(large));
			}
			Awaitility.await().until(() -> counted("records") == 4000);
			assertThat(counted("export.dropped")).isPositive();
			assertThat(counted("dropped")).isZero();
			assertThat(log.isRefusing()).isFalse();
		}
		new AuditFolder(this.folder).assertChain(4000);
	}

	@Test
	void serverOfTheRightNameGetsThemEncryptedAndAnotherGetsNothing() throws Exception {
		SSLContext context = context();
		serve(this.server = context.getServerSocketFactory()
			.createServerSocket(0, 10, InetAddress.getByName("127.0.0.1")));
		int port = this.server.getLocalPort();
		try (AuditLog log = open(
				new SyslogConnector(URI.create("tls://127.0.0.1:" + port), context.getSocketFactory()))) {
			log.add(AuditEntries.allowed("1"));
			Awaitility.await().until(() -> counted("records") == 1);
		}
		assertThat(counted("export.dropped")).isEqualTo(1);
		assertThat(this.messages).isEmpty();
		try (AuditLog log = open(
				new SyslogConnector(URI.create("tls://localhost:" + port), context.getSocketFactory()))) {
			log.add(AuditEntries.allowed("2"));
			Awaitility.await().until(() -> this.messages.size() == 1);
			log.add(AuditEntries.allowed("3"));
			Awaitility.await().until(() -> this.messages.size() == 2);
		}
	}

	/** A certificate for localhost that trusts itself. */
	private SSLContext context() throws Exception {
		Path file = this.folder.resolve("server.p12");
		assertThat(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/keytool").toString(), "-genkeypair",
				"-alias", "s", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost", "-storepass",
				"changeit", "-keystore", file.toString())
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start()
			.waitFor()).isZero();
		KeyStore store = KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(store, "changeit".toCharArray());
		TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trusted.init(store);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
		return context;
	}

	private static ServerSocket listen(int port) throws IOException {
		return new ServerSocket(port, 10, InetAddress.getByName("127.0.0.1"));
	}

	/** Reads messages behind their lengths, until the test is over. */
	private void serve(ServerSocket listening) {
		Thread.ofPlatform().daemon().start(() -> {
			while (!listening.isClosed()) {
				try {
					Socket socket = listening.accept();
					this.sockets.add(socket);
					Thread.ofPlatform().daemon().start(() -> read(socket));
				}
				catch (IOException ex) {
					return;
				}
			}
		});
	}

	private void read(Socket socket) {
		try (InputStream in = socket.getInputStream()) {
			while (true) {
				int length = 0;
				for (int digit = in.read(); digit != ' '; digit = in.read()) {
					if (digit < 0) {
						return;
					}
					length = 10 * length + Character.digit(digit, 10);
				}
				this.messages.add(new String(in.readNBytes(length), StandardCharsets.UTF_8));
			}
		}
		catch (IOException ex) {
			// The test is over, or the name was the wrong one.
		}
	}

	private void run(int count) throws IOException {
		try (AuditLog log = open()) {
			for (int i = 0; i < count; i++) {
				log.add(AuditEntries.withTokenId("é💶"));
			}
		}
	}

	private AuditLog open() {
		return open(new SyslogConnector(URI.create("tcp://127.0.0.1:" + this.server.getLocalPort()), null));
	}

	private AuditLog open(SyslogConnector connector) {
		AuditLog log = new AuditFolder(this.folder).open(this.meters, connector);
		log.start();
		return log;
	}

	private double counted(String name) {
		return this.meters.counter("gatehouse.audit." + name).count();
	}

}
