package dev.gatehouse.cli.call;

import javax.net.ssl.SSLContext;

import dev.gatehouse.cli.bank.Layout;
import dev.gatehouse.cli.bank.Ports;
import dev.gatehouse.cli.stack.PortsFile;
import dev.gatehouse.cli.tls.TlsClient;
import org.jspecify.annotations.Nullable;

/** The local bank's own authority is trusted for the local bank, and nowhere else. */
final class LocalTls {

	private LocalTls() {
	}

	/** What that client needs at that address; null: nothing that is not the JDK's. */
	static @Nullable SSLContext at(String url, String client, Layout layout) {
		return PortsFile.of(layout)
			.read()
			.filter(Ports::isTls)
			.filter((ports) -> ports.gatewayUrl().equals(url))
			.map((ports) -> new TlsClient(layout.tls()).of(client))
			.orElse(null);
	}

}
