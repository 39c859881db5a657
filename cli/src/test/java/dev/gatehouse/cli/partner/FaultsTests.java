package dev.gatehouse.cli.partner;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Each thing that can be wrong with a partner is seen, and a new partner has none. */
class FaultsTests {

	private static final NewPartner ACME = new NewPartner("acme", "Acme", "standard",
			List.of("accounts:read", "loans:read"), List.of(), Binding.DPOP, "");

	private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

	@Test
	void newPartnerHasNone() {
		assertThat(of(client())).isEmpty();
	}

	@Test
	void clientThatIsMissingIsTheOnlyOne() {
		assertThat(faults("bank-gateway").of(RegisteredPartner.of(ACME), Optional.empty())).singleElement()
			.asString()
			.contains("no client");
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', quoteCharacter = '`', value = { "/enabled; false; disabled",
			"/publicClient; true; other grants", "/standardFlowEnabled; true; other grants",
			"/implicitFlowEnabled; true; other grants", "/directAccessGrantsEnabled; true; other grants",
			"/serviceAccountsEnabled; false; other grants", "/fullScopeAllowed; true; full scope",
			"/defaultClientScopes; []; scope partner-token missing",
			"/defaultClientScopes; [\"partner-token\", \"cards:write\"]; above the ceiling in Keycloak: cards:write",
			"/optionalClientScopes; [\"accounts:read\", \"loans:read\", \"x\"]; above the ceiling in Keycloak: x",
			"/optionalClientScopes; [\"loans:read\"]; not given in Keycloak: accounts:read",
			"/attributes/access.token.header.type.rfc9068; \"false\"; at+jwt",
			"/attributes/client_credentials.use_refresh_token; \"true\"; refresh",
			"/attributes/dpop.bound.access.tokens; \"false\"; not bound in Keycloak (dpop)",
			"/attributes/client.secret.expiration.time; \"1700000000\"; expired" })
	void whatIsWrongIsNamed(String member, String value, String fault) {
		ObjectNode client = client();
		int slash = member.lastIndexOf('/');
		JsonNode owner = client.at(member.substring(0, slash));
		((ObjectNode) owner).set(member.substring(slash + 1), JsonMapper.shared().readTree(value));

		assertThat(of(client)).singleElement().asString().contains(fault);
	}

	@Test
	void audienceOfAnotherGatewayIsWrong() {
		assertThat(faults("other").of(RegisteredPartner.of(ACME), Optional.of(new PartnerClient(client()))))
			.singleElement()
			.asString()
			.contains("audience other");
	}

	@Test
	void secretDoesNotShowInText() {
		assertThat(new PartnerClient(client().put("secret", "s3cret")).toString()).isEqualTo("acme");
	}

	private static List<String> of(ObjectNode client) {
		return faults("bank-gateway").of(RegisteredPartner.of(ACME), Optional.of(new PartnerClient(client)));
	}

	private static ObjectNode client() {
		return PartnerClient.representation("1", ACME).put("enabled", true);
	}

	private static Faults faults(String audience) {
		return new Faults(new RealmScopes(JsonMapper.shared().readTree("""
				[{"name": "partner-token", "protocolMappers": [{"protocolMapper": "oidc-audience-mapper", "config":
				{"included.custom.audience": "bank-gateway", "access.token.claim": "true"}}]}]""")), audience, NOW);
	}

}
