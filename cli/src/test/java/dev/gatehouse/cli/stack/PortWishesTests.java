package dev.gatehouse.cli.stack;

import java.util.Map;

import dev.gatehouse.cli.bank.Ports;
import dev.gatehouse.cli.terminal.Complaint;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PortWishesTests {

	@Test
	void withoutAWishTheyAreTheWellKnownOnes() {
		Ports ports = wishes().choose(Map.of(), false);
		assertThat(ports.gateway()).isEqualTo(8080);
		assertThat(ports.management()).isEqualTo(9090);
		assertThat(ports.keycloak()).isEqualTo(8081);
	}

	@Test
	void theEnvironmentMovesThem() {
		Ports ports = wishes()
			.choose(Map.of("GATEWAY_PORT", "1080", "MANAGEMENT_PORT", "1090", "KEYCLOAK_PORT", "1081"), false);
		assertThat(ports.gateway()).isEqualTo(1080);
		assertThat(ports.management()).isEqualTo(1090);
		assertThat(ports.keycloak()).isEqualTo(1081);
	}

	@Test
	void aFlagGoesBeforeTheEnvironment() {
		Ports ports = wishes("--gateway-port", "2080").choose(Map.of("GATEWAY_PORT", "1080"), false);
		assertThat(ports.gateway()).isEqualTo(2080);
	}

	@Test
	void keycloaksPortForTlsIsThereWithTlsOnly() {
		assertThat(wishes().choose(Map.of(), false).isTls()).isFalse();
		assertThat(wishes().choose(Map.of(), true).keycloakTls()).isEqualTo(8443);
		assertThat(wishes().choose(Map.of("KEYCLOAK_TLS_PORT", "1443"), true).keycloakTls()).isEqualTo(1443);
		assertThat(wishes("--keycloak-tls-port", "2443").choose(Map.of(), true).keycloakTls()).isEqualTo(2443);
	}

	@Test
	void whatIsNoPortIsRefusedInASentence() {
		assertThatExceptionOfType(Complaint.class)
			.isThrownBy(() -> wishes().choose(Map.of("GATEWAY_PORT", "http"), false))
			.withMessageContaining("GATEWAY_PORT");
		assertThatExceptionOfType(Complaint.class)
			.isThrownBy(() -> wishes("--keycloak-port", "65536").choose(Map.of(), false))
			.withMessageContaining("65536");
	}

	@Test
	void aRunningBankIsNotMoved() {
		Ports running = Ports.behind(8080, 9090, 8081);
		assertThatExceptionOfType(Complaint.class)
			.isThrownBy(() -> wishes("--gateway-port", "1080").requireSame(running))
			.withMessageContaining("8080");
		assertThatCode(() -> wishes("--gateway-port", "8080").requireSame(running)).doesNotThrowAnyException();
		assertThatCode(() -> wishes().requireSame(running)).doesNotThrowAnyException();
	}

	private static PortWishes wishes(String... flags) {
		PortWishes wishes = new PortWishes();
		new CommandLine(CommandLine.Model.CommandSpec.create()
			.addMixin("ports", CommandLine.Model.CommandSpec.forAnnotatedObject(wishes))).parseArgs(flags);
		return wishes;
	}

}
