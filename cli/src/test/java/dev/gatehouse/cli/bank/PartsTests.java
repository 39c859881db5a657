package dev.gatehouse.cli.bank;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import dev.gatehouse.cli.credentials.Credentials;
import dev.gatehouse.cli.process.ProcessStart;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class PartsTests {

	@TempDir
	private Path root = Path.of("");

	private Credentials credentials = new Credentials(Map.of(), "");

	private Map<String, ProcessStart> starts = Map.of();

	private final Ports ports = Ports.anywhere();

	@BeforeEach
	void describe() {
		Layout layout = Repository.in(this.root);
		layout.create();
		this.credentials = layout.credentials().ensure(Parts.secrets(layout));
		this.starts = Parts.of(layout, this.ports, this.credentials)
			.stream()
			.filter((part) -> !part.name().equals("postgres"))
			.collect(Collectors.toMap(Part::name, Part::start));
	}

	@Test
	void theRealmsSecretsAreAmongTheSecrets() {
		assertThat(this.credentials.values()).containsOnlyKeys("KEYCLOAK_ADMIN_PASSWORD", "POSTGRES_PASSWORD",
				"CARDS_NUMBER_KEY", "GATEHOUSE_MANAGEMENT_SECRET", "ACME_TREASURY_SECRET", "BANK_GATEWAY_SECRET");
	}

	@Test
	void noSecretStandsOnACommandLine() {
		assertThat(this.starts).hasSize(5);
		assertThat(this.starts.values()).allSatisfy((start) -> assertThat(start.command()).isNotEmpty()
			.allSatisfy((word) -> assertThat(this.credentials.values().values()).noneMatch(word::contains)));
	}

	@Test
	void keycloakGetsEverySecretOfTheRealm() {
		assertThat(environment("keycloak"))
			.containsEntry("ACME_TREASURY_SECRET", this.credentials.get("ACME_TREASURY_SECRET"))
			.containsEntry("KC_HOSTNAME", "http://localhost:" + this.ports.keycloak());
	}

	@Test
	void onlyTheCardsServiceGetsTheCardNumbersKey() {
		String key = this.credentials.get(Credentials.CARDS_NUMBER_KEY);
		assertThat(environment("cards-service")).containsEntry("GATEHOUSE_CARDS_NUMBER_KEY", key);
		assertThat(List.of("accounts-service", "loans-service", "gateway", "keycloak"))
			.allSatisfy((name) -> assertThat(environment(name)).doesNotContainValue(key));
	}

	@Test
	void theGatewayKnowsItsOwnSecretsAndNoOther() {
		String own = this.credentials.get("BANK_GATEWAY_SECRET");
		String operators = this.credentials.get(Credentials.MANAGEMENT_SECRET);
		assertThat(environment("gateway")).containsEntry("GATEHOUSE_ISSUER_CUTOFFS_CLIENTSECRET", own)
			.containsEntry("GATEHOUSE_ISSUER_CUTOFFS_URI", this.ports.issuer() + "/gatehouse/cutoffs")
			.containsEntry("GATEHOUSE_MANAGEMENT_SECRET", operators);
		assertThat(environment("gateway").values()).filteredOn(this.credentials.values()::containsValue)
			.containsExactlyInAnyOrder(own, operators);
		assertThat(List.of("accounts-service", "loans-service", "cards-service", "keycloak"))
			.allSatisfy((name) -> assertThat(environment(name)).doesNotContainValue(operators));
	}

	@Test
	void theGatewayTrustsTheIssuerOfThisKeycloak() {
		assertThat(environment("gateway")).containsEntry("GATEHOUSE_ISSUER_URI", this.ports.issuer())
			.containsEntry("GATEHOUSE_UPSTREAMS_LOANS", "http://127.0.0.1:" + this.ports.loans());
		assertThat(environment("loans-service")).containsEntry("SERVER_PORT", Integer.toString(this.ports.loans()));
	}

	@Test
	void everythingListensOnLoopbackOnly() {
		assertThat(List.of("accounts-service", "loans-service", "cards-service", "gateway"))
			.allSatisfy((name) -> assertThat(environment(name)).containsEntry("SERVER_ADDRESS", "127.0.0.1"));
		assertThat(environment("gateway")).containsEntry("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
		assertThat(environment("keycloak")).containsEntry("KC_HTTP_HOST", "127.0.0.1")
			.containsEntry("KC_HTTP_MANAGEMENT_HOST", "127.0.0.1");
	}

	@Test
	void withTlsTheIssuerStaysAndHealthIsAskedForWithout() {
		Layout layout = Repository.in(this.root);
		Ports tls = this.ports.withTls(8443);
		Map<String, Map<String, String>> environments = Parts.of(layout, tls, this.credentials)
			.stream()
			.filter((part) -> part.name().equals("gateway") || part.name().equals("keycloak"))
			.collect(Collectors.toMap(Part::name, (part) -> part.start().environment()));
		assertThat(environments.get("gateway")).containsEntry("GATEHOUSE_ISSUER_URI", this.ports.issuer())
			.containsEntry("GATEHOUSE_PUBLICURI", "https://localhost:" + this.ports.gateway())
			.containsEntry("SERVER_SSL_CLIENTAUTH", "want")
			.containsEntry("MANAGEMENT_SERVER_SSL_ENABLED", "false");
		assertThat(environments.get("keycloak")).containsEntry("KC_HTTPS_PORT", "8443")
			.containsEntry("KC_HOSTNAME", "http://localhost:" + this.ports.keycloak())
			.containsEntry("KC_HTTP_MANAGEMENT_SCHEME", "http");
		assertThat(environment("gateway")).doesNotContainKey("SERVER_SSL_BUNDLE");
		assertThat(environment("keycloak")).doesNotContainKey("KC_HTTPS_PORT");
	}

	private Map<String, String> environment(String name) {
		return Objects.requireNonNull(this.starts.get(name)).environment();
	}

}
