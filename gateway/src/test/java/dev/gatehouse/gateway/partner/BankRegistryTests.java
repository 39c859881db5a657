package dev.gatehouse.gateway.partner;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The repository's own registry names the demo partners, each with its ceiling. */
class BankRegistryTests {

	private final Map<String, Partner> partners = RegistryReader.read(Path.of("..", "partners.yaml"),
			Set.of("accounts", "loans", "cards"));

	@Test
	void demoPartnersAreRegisteredWithTheirCeilings() {
		assertThat(this.partners).containsOnlyKeys("acme-treasury", "globex-lending", "initech-cards",
				"stark-settlement", "umbrella-frozen", "hooli-payments");
		assertThat(scopes("acme-treasury")).isEqualTo(Set.of("accounts:read", "accounts:write", "loans:read"));
		assertThat(scopes("globex-lending")).isEqualTo(Set.of("loans:read", "loans:write"));
		assertThat(scopes("initech-cards")).isEqualTo(Set.of("cards:read", "cards:write"));
	}

	@Test
	void onlyStarkBindsItsTokensToAKey() {
		assertThat(this.partners.values()
			.stream()
			.filter((partner) -> partner.binding() == Partner.Binding.DPOP)
			.map(Partner::client)).containsExactly("stark-settlement");
		assertThat(scopes("stark-settlement")).isEqualTo(Set.of("accounts:read"));
	}

	@Test
	void tokensOfHooliMustBeBoundToItsCertificate() {
		assertThat(scopes("hooli-payments")).isEqualTo(Set.of("accounts:read"));
		assertThat(this.partners.values()
			.stream()
			.filter((partner) -> partner.binding() == Partner.Binding.MTLS)
			.map(Partner::client)).containsExactly("hooli-payments");
	}

	@Test
	void onlyUmbrellaIsSuspended() {
		assertThat(this.partners.values().stream().filter((partner) -> !partner.active()).map(Partner::client))
			.containsExactly("umbrella-frozen");
	}

	private Set<String> scopes(String client) {
		Partner partner = this.partners.get(client);
		return (partner != null) ? partner.scopes() : Set.of();
	}

}
