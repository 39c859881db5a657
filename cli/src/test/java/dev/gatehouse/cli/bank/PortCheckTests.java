package dev.gatehouse.cli.bank;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

import dev.gatehouse.cli.terminal.Complaint;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThatCode;

class PortCheckTests {

	@Test
	void aTakenPortIsNamedWithItsOption() throws IOException {
		try (ServerSocket taken = listeningOn("127.0.0.1")) {
			int port = taken.getLocalPort();
			assertThatExceptionOfType(Complaint.class)
				.isThrownBy(
						() -> PortCheck.require(List.of(new PortCheck.PortUse(port, "the gateway", "--gateway-port"))))
				.withMessage("Port " + port
						+ ", for the gateway, is taken: free it, or choose another with --gateway-port.");
		}
	}

	@Test
	void allTakenPortsAreNamedAtOnce() throws IOException {
		try (ServerSocket one = listeningOn("127.0.0.1"); ServerSocket other = listeningOn("127.0.0.1")) {
			assertThatExceptionOfType(Complaint.class)
				.isThrownBy(
						() -> PortCheck.require(List.of(new PortCheck.PortUse(one.getLocalPort(), "the gateway", ""),
								new PortCheck.PortUse(other.getLocalPort(), "Keycloak", ""))))
				.withMessageContaining("the gateway")
				.withMessageContaining("Keycloak");
		}
	}

	@Test
	void freePortsAreFine() {
		int port = new FreePorts().next();
		assertThatCode(() -> PortCheck.require(List.of(new PortCheck.PortUse(port, "the gateway", ""))))
			.doesNotThrowAnyException();
	}

	@Test
	void aPortOfAllAddressesIsTaken() throws IOException {
		try (ServerSocket taken = new ServerSocket(0)) {
			assertThat(PortCheck.isFree(taken.getLocalPort())).isFalse();
		}
	}

	@Test
	void aPortThatOnlyIpv6LoopbackHasIsTakenToo() throws IOException {
		assumeThatCode(() -> listeningOn("::1").close()).doesNotThrowAnyException();
		try (ServerSocket taken = listeningOn("::1")) {
			assertThat(PortCheck.isFree(taken.getLocalPort())).isFalse();
		}
	}

	private static ServerSocket listeningOn(String address) throws IOException {
		return new ServerSocket(0, 5, InetAddress.getByName(address));
	}

}
