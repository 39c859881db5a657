package dev.gatehouse.cli.matrix;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A client whose tokens the gateway refuses reaches nothing, whatever its scopes. */
class TokenVerdictTests {

	private static final String READ = "GET /things";

	private static final String REFUSED = "the gateway refuses every token of globex: ";

	private static final String GLOBEX = "\"clientId\": \"globex\", \"serviceAccountsEnabled\": true, \"attributes\": {"
			+ SmallBank.TYPE + "}";

	private final SmallBank bank;

	TokenVerdictTests(@TempDir Path folder) {
		this.bank = new SmallBank(folder);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', quoteCharacter = '`',
			value = { "bank-gateway; other-gateway", "oidc-audience-mapper; oidc-sub-mapper",
					"\"access.token.claim\": \"true\"; \"access.token.claim\": \"false\"",
					", \"access.token.claim\": \"true\"; ``" })
	void tokensForAnotherAudienceAreRefused(String from, String to) {
		this.bank.realm(from, to);
		assertThat(this.bank.verdict("globex", READ)).isEqualTo("no-audience");
		assertThat(this.bank.faults()).contains("keycloak/bank-realm.json:12: " + REFUSED
				+ "Keycloak makes the client's tokens for another audience than the gateway");
	}

	@Test
	void audienceThatIsOnlyThereOnDemandIsNotInEveryToken() {
		this.bank.realm("\"defaultClientScopes\": [\"partner-token\"], \"optionalClientScopes\": [\"things:read\"]",
				"\"defaultClientScopes\": [], \"optionalClientScopes\": [\"things:read\", \"partner-token\"]");
		assertThat(this.bank.verdict("globex", READ)).isEqualTo("no-audience");
		assertThat(this.bank.verdict("acme", READ)).isEqualTo("allowed");
	}

	@Test
	void mapperOfTheClientItselfIsAsGood() {
		this.bank.realm("[\"partner-token\"], \"optionalClientScopes\": [\"things:read\"]",
				"[], \"optionalClientScopes\": [\"things:read\"], \"protocolMappers\": [" + SmallBank.AUDIENCE + "]");
		assertThat(this.bank.verdict("globex", READ)).isEqualTo("allowed");
	}

	@Test
	void gatewayMayBeAClientOrHaveAnotherName() {
		this.bank.realm("included.custom.audience", "included.client.audience");
		assertThat(this.bank.faults()).isEmpty();
		this.bank.environment("GATEHOUSE_AUDIENCE", "other");
		assertThat(this.bank.verdict("globex", READ)).isEqualTo("no-audience");
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', quoteCharacter = '`',
			value = { "``", "\"access.token.header.type.rfc9068\": \"false\"", "\"use.refresh.tokens\": \"true\"" })
	void tokensOfAnotherTypeAreRefused(String attributes) {
		this.bank.realm(GLOBEX, GLOBEX.replace(SmallBank.TYPE, attributes));
		assertThat(this.bank.verdict("globex", READ)).isEqualTo("wrong-type");
		assertThat(this.bank.faults())
			.containsExactly("keycloak/bank-realm.json:12: " + REFUSED + "the client's tokens are not of type at+jwt");
	}

	@ParameterizedTest
	@CsvSource({ "mtls, tls.client.certificate.bound.access.tokens, dpop.bound.access.tokens",
			"dpop, dpop.bound.access.tokens, tls.client.certificate.bound.access.tokens" })
	void partnerWithABindingNeedsAClientThatIsSetUpForIt(String binding, String attribute, String other) {
		this.bank.partners("name: Globex\n", "name: Globex\n    binding: " + binding + "\n");
		assertThat(this.bank.verdict("globex", READ)).isEqualTo("not-bound");
		assertThat(this.bank.faults()).containsExactly("keycloak/bank-realm.json:12: " + REFUSED
				+ "the client's tokens are not bound as the registry says it");

		this.bank.realm(GLOBEX, GLOBEX.replace("{\"access", "{\"" + other + "\": \"true\", \"access"));
		assertThat(this.bank.verdict("globex", READ)).isEqualTo("not-bound");
		this.bank.realm("\"" + other + "\": \"true\"", "\"" + attribute + "\": \"true\"");
		assertThat(this.bank.faults()).isEmpty();
		assertThat(this.bank.verdict("globex", READ)).isEqualTo("allowed");
		this.bank.realm("\"" + attribute + "\": \"true\"", "\"" + attribute + "\": \"false\"");
		assertThat(this.bank.verdict("globex", READ)).isEqualTo("not-bound");
	}

	@Test
	void operationThatOnlyABoundPartnerHoldsIsReachedOnlyIfItsClientIsSetUp() {
		this.bank.partners("name: Acme\n", "name: Acme\n    binding: dpop\n");
		assertThat(this.bank.faults()).anyMatch((line) -> line.contains("POST /things is unreachable"))
			.noneMatch((line) -> line.contains("GET /things is unreachable"));
		this.bank.realm("\"clientId\": \"acme\", \"serviceAccountsEnabled\": true, \"attributes\": {",
				"\"clientId\": \"acme\", \"serviceAccountsEnabled\": true, "
						+ "\"attributes\": {\"dpop.bound.access.tokens\": \"true\", ");
		assertThat(this.bank.faults()).isEmpty();
	}

	@Test
	void withoutARealmNobodyKnowsAndTheCeilingDecides() {
		this.bank.partners("name: Acme\n", "name: Acme\n    binding: dpop\n");
		String[] files = { "--partners", this.bank.path("partners.yaml").toString() };
		assertThat(this.bank.verdict("acme", READ, files)).isEqualTo("allowed");
		assertThat(this.bank.faults(files)).isEmpty();
	}

	@Test
	void suspendedPartnerIsNotComplainedAbout() {
		this.bank.partners("name: Globex\n    status: active",
				"name: Globex\n    status: suspended\n    binding: mtls");
		assertThat(this.bank.faults()).isEmpty();
		assertThat(this.bank.verdict("globex", READ)).isEqualTo("suspended");
	}

}
