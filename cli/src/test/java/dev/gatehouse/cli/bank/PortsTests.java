package dev.gatehouse.cli.bank;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PortsTests {

	@Test
	void noTwoAreTheSame() {
		assertThat(Ports.anywhere().byName().values()).hasSize(8).doesNotHaveDuplicates();
	}

	@Test
	void theUsersOwnAreKept() {
		Ports ports = Ports.behind(8080, 9090, 8081);
		assertThat(ports.byName()).containsEntry("gateway", 8080)
			.containsEntry("management", 9090)
			.containsEntry("keycloak", 8081);
	}

	@Test
	void theIssuerIsNamedAfterKeycloaksPort() {
		assertThat(Ports.behind(8080, 9090, 8081).issuer()).isEqualTo("http://localhost:8081/realms/bank");
	}

	@Test
	void withTlsTheGatewaysAddressChangesAndTheIssuerDoesNot() {
		Ports ports = Ports.behind(8080, 9090, 8081).withTls(8443);
		assertThat(ports.gatewayUrl()).isEqualTo("https://localhost:8080");
		assertThat(ports.managementUrl()).isEqualTo("http://localhost:9090");
		assertThat(ports.keycloakTlsUrl()).isEqualTo("https://localhost:8443");
		assertThat(ports.issuer()).isEqualTo("http://localhost:8081/realms/bank");
		assertThat(Ports.of(ports.byName())).isEqualTo(ports);
	}

	@Test
	void theyAreReadBackByName() {
		Ports ports = Ports.anywhere();
		assertThat(Ports.of(ports.byName())).isEqualTo(ports);
		assertThatIllegalArgumentException().isThrownBy(() -> Ports.of(Map.of("gateway", 8080)));
	}

}
