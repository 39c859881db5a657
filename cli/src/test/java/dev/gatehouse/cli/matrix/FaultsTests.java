package dev.gatehouse.cli.matrix;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code --check} complains about, and what it does not. */
class FaultsTests {

	private static final String UNREACHABLE = "apis/things.yaml:%d: %s /things is unreachable: no active partner whose "
			+ "ceiling holds %s gets a token for it that the gateway takes";

	private final Path folder;

	private final SmallBank bank;

	FaultsTests(@TempDir Path folder) {
		this.folder = folder;
		this.bank = new SmallBank(folder);
	}

	@Test
	void aBankThatAgreesHasNone() {
		SmallBank.Run run = this.bank.run("--check");
		assertThat(run.status()).isZero();
		assertThat(run.err()).isEmpty();
		assertThat(run.out()).isEqualTo("2 clients, 2 operations: no fault" + System.lineSeparator());
	}

	@Test
	void anOperationWithoutSecurityIsOpen() {
		this.bank.contract("      security:\n        - bank: [things:write]\n", "");
		assertThat(this.bank.faults()).contains("apis/things.yaml:8: POST /things is open: it asks for no token");
	}

	@Test
	void anOperationWithAnEmptyRequirementIsOpen() {
		for (String open : new String[] { "security: []", "security: [{}]", "security: [{}, {bank: [things:write]}]",
				"security: [{bank: [things:write]}, {}]" }) {
			SmallBank changed = new SmallBank(this.folder).contract("security:\n        - bank: [things:write]", open);
			assertThat(changed.faults()).as(open)
				.contains("apis/things.yaml:8: POST /things is open: it asks for no token");
		}
	}

	@Test
	void anOperationCannotBeOpenedBelowAClosedContract() {
		this.bank.contract("security:\n        - bank: [things:write]", "security: []")
			.contract("openapi: 3.1.0", "openapi: 3.1.0\nsecurity: [{bank: [things:read]}]");
		assertThat(this.bank.faults()).anyMatch((line) -> line.contains("POST /things is open"));
	}

	@Test
	void anOperationWithoutScopeIsOne() {
		this.bank.contract("[things:write]", "[]");
		assertThat(this.bank.faults()).contains("apis/things.yaml:8: POST /things needs no scope: any token opens it");
	}

	@Test
	void anOperationThatNoActivePartnerMayCallIsUnreachable() {
		this.bank.partners("name: Acme\n    status: active", "name: Acme\n    status: suspended");
		assertThat(this.bank.faults()).containsExactly(
				"apis/things.yaml:8: POST /things is unreachable: no active partner's ceiling holds things:write");
	}

	@Test
	void onePartnerMustHoldAllScopesOfAnOperation() {
		this.bank.contract("[things:write]", "[things:read, things:write]");
		assertThat(this.bank.faults()).isEmpty();
		this.bank.partners("[things:read, things:write]", "[things:write]");
		assertThat(this.bank.faults()).anyMatch((line) -> line.contains("no active partner's ceiling holds"));
	}

	@Test
	void aCeilingNamesOnlyWhatSomeOperationNeeds() {
		this.bank.partners("      - things:read", "      - things:read\n      - things:raed");
		assertThat(this.bank.faults())
			.containsExactly("partners.yaml:15: the ceiling of globex holds things:raed, which no operation needs");
	}

	@Test
	void theRealmNamesOnlyWhatSomeOperationNeeds() {
		this.bank.realm("\"clientScopes\": [", "\"clientScopes\": [\n    {\"name\": \"ships:read\"},");
		assertThat(this.bank.faults()).containsExactly(
				"keycloak/bank-realm.json:4: the realm has the client scope ships:read, which no operation needs");
	}

	@Test
	void whatNeverComesIntoATokenNeedsNoOperation() {
		this.bank.realm("\"clientScopes\": [", """
				"clientScopes": [{"name": "roles", "attributes": {"include.in.token.scope": "false"}},
				{"name": "role_list", "protocol": "saml"},""");
		assertThat(this.bank.faults()).isEmpty();
	}

	@Test
	void whatKeycloakBringsAlongNeedsNoOperation() {
		this.bank.realm("\"clientScopes\": [", "\"clientScopes\": [{\"name\": \"profile\"}, {\"name\": \"email\"},")
			.realm("[\"things:read\"]", "[\"things:read\", \"profile\"]");
		assertThat(this.bank.faults()).isEmpty();
	}

	@Test
	void aClientNamesOnlyWhatThereIs() {
		this.bank.realm("[\"things:read\"]", "[\"things:read\", \"ships:read\"]");
		assertThat(this.bank.faults()).containsExactly(
				"keycloak/bank-realm.json:13: the client globex names ships:read, which no operation needs");
	}

	@Test
	void keycloakGivesAPartnerItsCeiling() {
		this.bank.realm("[\"things:read\", \"things:write\"]", "[\"things:write\"]");
		assertThat(this.bank.faults()).containsExactly("partners.yaml:8: the ceiling of acme holds things:read, "
				+ "but Keycloak cannot give it: the client does not have it");
	}

	@Test
	void aScopeThatTheRealmDoesNotHaveIsNamed() {
		this.bank.realm("    {\"name\": \"things:write\", \"protocol\": \"openid-connect\"}",
				"    {\"name\": \"partner\", \"protocol\": \"saml\"}");
		assertThat(this.bank.faults()).containsExactly(UNREACHABLE.formatted(8, "POST", "things:write"),
				"partners.yaml:8: the ceiling of acme holds things:write, "
						+ "but Keycloak cannot give it: the realm has no such client scope");
	}

	@Test
	void aScopeThatIsKeptOutOfTokensIsNamed() {
		this.bank.realm("{\"include.in.token.scope\": \"true\"}", "{\"include.in.token.scope\": \"false\"}");
		assertThat(this.bank.faults()).hasSize(3)
			.contains(UNREACHABLE.formatted(4, "GET", "things:read"))
			.filteredOn((line) -> line.endsWith("is kept out of tokens"))
			.hasSize(2);
	}

	@Test
	void aPartnerThatGetsNoTokenIsOneLine() {
		this.bank.realm("\"clientId\": \"acme\"", "\"clientId\": \"acme\", \"enabled\": false");
		assertThat(this.bank.faults()).containsExactly(UNREACHABLE.formatted(8, "POST", "things:write"),
				"partners.yaml:4: acme gets no token: the client is disabled in Keycloak");
		this.bank.realm("\"clientId\": \"acme\"", "\"clientId\": \"another\"");
		assertThat(this.bank.faults()).containsExactly(UNREACHABLE.formatted(8, "POST", "things:write"),
				"partners.yaml:4: acme gets no token: the partner has no client in Keycloak");
	}

	@Test
	void aSuspendedPartnerNeedsNothingOfKeycloak() {
		this.bank.partners("name: Globex\n    status: active", "name: Globex\n    status: suspended")
			.realm("\"clientId\": \"globex\"", "\"clientId\": \"globex\", \"enabled\": false");
		assertThat(this.bank.faults()).isEmpty();
	}

	@Test
	void aScopeAboveTheCeilingIsOneAlsoWhileThePartnerIsSuspended() {
		this.bank.realm("[\"things:read\"]", "[\"things:read\", \"things:write\"]");
		String fault = "keycloak/bank-realm.json:13: the client globex has things:write, "
				+ "which is above the partner's ceiling";
		assertThat(this.bank.faults()).containsExactly(fault);
		this.bank.partners("name: Globex\n    status: active", "name: Globex\n    status: suspended");
		assertThat(this.bank.faults()).containsExactly(fault);
	}

	@Test
	void whoIsNoPartnerHasNoScopeOfAnApi() {
		String stranger = "{\"clientId\": \"old\", \"optionalClientScopes\": [\"things:read\"]},\n    ";
		this.bank.realm("{\"clientId\": \"account\"", stranger + "{\"clientId\": \"account\"");
		assertThat(this.bank.faults()).isEmpty();
		this.bank.realm("\"clientId\": \"old\"", "\"clientId\": \"old\", \"serviceAccountsEnabled\": true");
		assertThat(this.bank.faults()).containsExactly(
				"keycloak/bank-realm.json:9: the client old has things:read and is no partner of the registry");
	}

	@Test
	void withoutARealmNothingIsSaidOfKeycloak() {
		this.bank.realm("\"clientId\": \"acme\"", "\"clientId\": \"another\"");
		assertThat(this.bank.faults("--partners", this.bank.path("partners.yaml").toString())).isEmpty();
		assertThat(this.bank.faults()).isNotEmpty();
	}

	@Test
	void aNameOfOthersCannotMoveTheCursor() {
		this.bank.realm("\"clientId\": \"account\", \"enabled\": false, \"defaultClientScopes\": [\"profile\"]",
				"\"clientId\": \"a\\u001b[2Kb\\nc\", \"serviceAccountsEnabled\": true, "
						+ "\"defaultClientScopes\": [\"things:read\"]");
		assertThat(this.bank.faults()).hasSize(1).first().asString().contains("the client a?[2Kb?c has things:read");
	}

}
