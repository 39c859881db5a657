package dev.gatehouse.cli.matrix;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What the matrix says of one client and one operation. */
class VerdictTests {

	private static final String READ = "GET /things";

	private static final String WRITE = "POST /things";

	private final SmallBank bank;

	VerdictTests(@TempDir Path folder) {
		this.bank = new SmallBank(folder);
	}

	@Test
	void whatCeilingAndKeycloakHoldIsAllowed() {
		assertThat(this.bank.verdict("acme", READ)).isEqualTo("allowed");
		assertThat(this.bank.verdict("acme", WRITE)).isEqualTo("allowed");
	}

	@Test
	void whatNeitherHoldsIsNotInTheCeiling() {
		assertThat(this.bank.verdict("globex", READ)).isEqualTo("allowed");
		assertThat(this.bank.verdict("globex", WRITE)).isEqualTo("not-in-ceiling");
	}

	@Test
	void whatKeycloakDoesNotGiveIsNotInKeycloak() {
		this.bank.realm("[\"things:read\", \"things:write\"]", "[\"things:write\"]");
		assertThat(this.bank.verdict("acme", READ)).isEqualTo("not-in-keycloak");
		assertThat(this.bank.verdict("acme", WRITE)).isEqualTo("allowed");
	}

	@Test
	void whatKeycloakGivesBeyondTheCeilingIsAboveIt() {
		this.bank.realm("[\"things:read\"]", "[\"things:read\", \"things:write\"]");
		assertThat(this.bank.verdict("globex", WRITE)).isEqualTo("above-ceiling");
		assertThat(this.bank.verdict("globex", READ)).isEqualTo("allowed");
	}

	@Test
	void aScopeByDefaultIsGivenAsWellAsOneOnDemand() {
		this.bank.realm("[\"partner-token\"], \"optionalClientScopes\": [\"things:read\"]",
				"[\"partner-token\", \"things:read\"], \"optionalClientScopes\": []");
		assertThat(this.bank.verdict("globex", READ)).isEqualTo("allowed");
	}

	@Test
	void aScopeThatIsKeptOutOfTokensIsNotGiven() {
		this.bank.realm("\"include.in.token.scope\": \"true\"", "\"include.in.token.scope\": \"false\"");
		assertThat(this.bank.verdict("acme", READ)).isEqualTo("not-in-keycloak");
	}

	@Test
	void aScopeThatTheRealmDoesNotHaveIsNotGiven() {
		this.bank.realm("\"name\": \"things:read\"", "\"name\": \"things:raed\"");
		assertThat(this.bank.verdict("acme", READ)).isEqualTo("not-in-keycloak");
	}

	@Test
	void aScopeForAnotherProtocolIsNotGiven() {
		this.bank.realm("\"things:read\", \"protocol\": \"openid-connect\"", "\"things:read\", \"protocol\": \"saml\"");
		assertThat(this.bank.verdict("acme", READ)).isEqualTo("not-in-keycloak");
	}

	@Test
	void aClientThatNamesNoListHasTheRealms() {
		this.bank
			.realm(",\n     \"defaultClientScopes\": [\"partner-token\"], \"optionalClientScopes\": [\"things:read\"]",
					"")
			.realm("\"realm\": \"bank\",", "\"realm\": \"bank\", \"defaultDefaultClientScopes\": [\"partner-token\"], "
					+ "\"defaultOptionalClientScopes\": [\"things:read\"],");
		assertThat(this.bank.verdict("globex", READ)).isEqualTo("allowed");
		this.bank.realm("\"defaultOptionalClientScopes\": [\"things:read\"]", "\"defaultOptionalClientScopes\": null");
		assertThat(this.bank.verdict("globex", READ)).isEqualTo("not-in-keycloak");
	}

	@Test
	void aClientThatNamesOneListHasNothingOfTheRealms() {
		this.bank.realm(", \"optionalClientScopes\": [\"things:read\"]", "")
			.realm("\"realm\": \"bank\",", "\"realm\": \"bank\", \"defaultOptionalClientScopes\": [\"things:read\"],");
		assertThat(this.bank.verdict("globex", READ)).isEqualTo("not-in-keycloak");
	}

	@Test
	void aSuspendedPartnerIsSuspendedEverywhere() {
		this.bank.partners("name: Globex\n    status: active", "name: Globex\n    status: suspended");
		assertThat(this.bank.verdict("globex", READ)).isEqualTo("suspended");
		assertThat(this.bank.verdict("globex", WRITE)).isEqualTo("suspended");
		assertThat(this.bank.verdict("acme", READ)).isEqualTo("allowed");
	}

	@Test
	void aPartnerWithoutClientIsMissing() {
		this.bank.realm("\"clientId\": \"globex\"", "\"clientId\": \"globax\", \"enabled\": false");
		assertThat(this.bank.verdict("globex", READ)).isEqualTo("client-missing");
		assertThat(this.bank.verdict("globex", WRITE)).isEqualTo("client-missing");
		assertThat(this.bank.verdict("globax", READ)).isEqualTo("no such client");
	}

	@Test
	void aDisabledClientGetsNothing() {
		this.bank.realm("\"clientId\": \"globex\"", "\"clientId\": \"globex\", \"enabled\": false");
		assertThat(this.bank.verdict("globex", READ)).isEqualTo("client-disabled");
		this.bank.realm("\"enabled\": false, \"serviceAccountsEnabled\"",
				"\"enabled\": true, \"serviceAccountsEnabled\"");
		assertThat(this.bank.verdict("globex", READ)).isEqualTo("allowed");
	}

	@Test
	void aClientNeedsTheClientCredentialsGrant() {
		this.bank.realm("\"clientId\": \"globex\", \"serviceAccountsEnabled\": true", "\"clientId\": \"globex\"");
		assertThat(this.bank.verdict("globex", READ)).isEqualTo("no-credentials-grant");
	}

	@Test
	void aPublicClientDoesNotHaveIt() {
		this.bank.realm("\"clientId\": \"globex\",", "\"clientId\": \"globex\", \"publicClient\": true,");
		assertThat(this.bank.verdict("globex", READ)).isEqualTo("no-credentials-grant");
	}

	@Test
	void whoIsNoPartnerAndCouldGetATokenIsShown() {
		this.bank.realm("\"clients\": [",
				"""
						"clients": [{"clientId": "old", "serviceAccountsEnabled": true, "optionalClientScopes": ["things:read"]},
						{"clientId": "idle", "serviceAccountsEnabled": true, "optionalClientScopes": ["profile"]},""");
		assertThat(this.bank.verdict("old", READ)).isEqualTo("not-registered");
		assertThat(this.bank.verdict("old", WRITE)).isEqualTo("not-registered");
		assertThat(this.bank.verdict("idle", READ)).isEqualTo("no such client");
	}

	@Test
	void anOpenOperationIsOpenAndNotAllowed() {
		this.bank.contract("      security:\n        - bank: [things:read]\n", "");
		assertThat(this.bank.verdict("acme", READ)).isEqualTo("open");
		assertThat(this.bank.verdict("acme", WRITE)).isEqualTo("allowed");
	}

	@Test
	void aRequirementWithoutScopeIsScopeLess() {
		this.bank.contract("[things:read]", "[]");
		assertThat(this.bank.verdict("acme", READ)).isEqualTo("scope-less");
	}

	@Test
	void theContractsOwnRequirementIsForEveryOperationWithoutOne() {
		this.bank.contract("      security:\n        - bank: [things:read]\n", "")
			.contract("openapi: 3.1.0", "openapi: 3.1.0\nsecurity:\n  - bank: [things:read]");
		assertThat(this.bank.verdict("globex", READ)).isEqualTo("allowed");
		assertThat(this.bank.verdict("globex", WRITE)).isEqualTo("not-in-ceiling");
	}

	@Test
	void allScopesOfAnOperationAreNeeded() {
		this.bank.contract("- bank: [things:read]", "- bank: [things:read, things:write]");
		assertThat(this.bank.verdict("acme", READ)).isEqualTo("allowed");
		assertThat(this.bank.verdict("globex", READ)).isEqualTo("not-in-ceiling");
	}

	@Test
	void withoutARealmTheCeilingDecides() {
		String[] files = { "--contracts", this.bank.path("apis").toString(), "--partners",
				this.bank.path("partners.yaml").toString() };
		this.bank.realm("\"clientId\": \"globex\"", "\"clientId\": \"globax\"");
		assertThat(this.bank.verdict("globex", READ, files)).isEqualTo("allowed");
		assertThat(this.bank.verdict("globex", WRITE, files)).isEqualTo("not-in-ceiling");
		assertThat(this.bank.verdict("globax", READ, files)).isEqualTo("no such client");
	}

}
