package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A gate that ends TLS itself with certificates in files, and connections to it.
 *
 * @param bank with the gate
 */
record TlsGate(Bank bank) {

	/** Returns the settings for a certificate and authorities that stand in a folder. */
	static Stream<String> settings(Path folder) {
		return Stream.of("spring.ssl.bundle.pem.gate.keystore.certificate=file:" + folder.resolve("tls.crt"),
				"spring.ssl.bundle.pem.gate.keystore.private-key=file:" + folder.resolve("tls.key"),
				"spring.ssl.bundle.pem.gate.reload-on-update=true", "server.ssl.bundle=gate",
				"server.http2.enabled=true", "management.server.ssl.enabled=false");
	}

	/** Returns the settings by which clients are asked for certificates. */
	static Stream<String> asking(Path folder) {
		return Stream.of("spring.ssl.bundle.pem.gate.truststore.certificate=file:" + folder.resolve("ca.crt"),
				"server.ssl.client-auth=want");
	}

	/** Returns a connection whose handshake is over, as far as a client can know. */
	SSLSocket connect(SSLContext context, String... versions) throws IOException {
		return connectFrom("127.0.0.1", context, versions);
	}

	/** Returns one from another of the loopback addresses. */
	SSLSocket connectFrom(String from, SSLContext context, String... versions) throws IOException {
		Socket plain = new Socket();
		plain.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
		plain.connect(new InetSocketAddress("127.0.0.1", this.bank.gate().port()), 15_000);
		SSLSocket socket = (SSLSocket) context.getSocketFactory()
			.createSocket(plain, "127.0.0.1", this.bank.gate().port(), true);
		socket.setSoTimeout(15_000);
		if (versions.length > 0) {
			socket.setEnabledProtocols(versions);
		}
		socket.startHandshake();
		return socket;
	}

	/** Makes the call on a connection of its own. */
	Answer send(SSLContext context, Call call) throws IOException {
		try (Wire wire = new Wire(connect(context))) {
			return Answer.read(wire.send(call.text()), call.method());
		}
	}

	/** Writes a file in one step, as well-behaved tools do. */
	static void replace(Path file, String text) throws IOException {
		Path beside = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
		Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
	}

}
