package dev.gatehouse.keycloak;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The realm is short, holds no secret and opens no way to a token but client credentials.
 */
class RealmFileTests {

	private final Realm realm = Realm.read();

	@Test
	void oneCanReadItInOneSitting() throws IOException {
		assertThat(Files.readAllLines(Realm.FILE)).hasSizeLessThan(280);
	}

	@Test
	void itIsNotTheMasterRealm() {
		assertThat(this.realm.json().path("realm").asString()).isEqualTo("bank");
	}

	@Test
	void everySecretComesFromTheEnvironmentUnderTheClientsName() {
		assertThat(withSecret()).isNotEmpty().allSatisfy((client) -> {
			String name = client.path("clientId").asString().toUpperCase(Locale.ROOT).replace('-', '_');
			assertThat(client.path("secret").asString()).isEqualTo("${" + name + "_SECRET}");
		});
	}

	/** RFC 8705, sections 2.1 and 3. */
	@Test
	void whoAuthenticatesByCertificateGetsTokensThatAreBoundToIt() {
		List<JsonNode> clients = this.realm.enabled()
			.stream()
			.filter((client) -> client.path("clientAuthenticatorType").asString().equals("client-x509"))
			.toList();
		assertThat(clients).extracting((client) -> client.path("clientId").asString())
			.containsExactly("hooli-payments");
		assertThat(clients).allSatisfy((client) -> {
			JsonNode attributes = client.path("attributes");
			assertThat(client.has("secret")).isFalse();
			assertThat(attributes.path("x509.subjectdn").asString()).startsWith("CN=hooli-payments, ");
			assertThat(attributes.path("x509.allow.regex.pattern.comparison").asString()).isEqualTo("false");
			assertThat(attributes.path("tls.client.certificate.bound.access.tokens").asString()).isEqualTo("true");
		});
	}

	private List<JsonNode> withSecret() {
		return this.realm.enabled()
			.stream()
			.filter((client) -> client.path("clientAuthenticatorType").asString().equals("client-secret"))
			.toList();
	}

	@Test
	void noOtherMemberHoldsASecret() {
		List<JsonNode> secrets = this.realm.json().findValues("secret");
		assertThat(secrets).hasSameSizeAs(withSecret());
		assertThat(this.realm.json().findValues("credentials")).isEmpty();
		assertThat(this.realm.json().findValues("privateKey")).isEmpty();
		assertThat(this.realm.json().has("components")).isFalse();
	}

	@Test
	void eachPartnerHasItsScopesAndNoOthers() {
		Map<String, List<String>> scopes = this.realm.partners()
			.stream()
			.collect(Collectors.toMap((client) -> client.path("clientId").asString(),
					(client) -> this.realm.texts(client, "optionalClientScopes")));
		assertThat(scopes).isEqualTo(Map.of("acme-treasury", List.of("accounts:read", "accounts:write", "loans:read"),
				"globex-lending", List.of("loans:read", "loans:write"), "initech-cards",
				List.of("cards:read", "cards:write"), "stark-settlement", List.of("accounts:read"), "umbrella-frozen",
				List.of("accounts:read"), "hooli-payments", List.of("accounts:read")));
	}

	@Test
	void onlyThePartnerWithProofsHasItsTokensBoundToAKey() {
		assertThat(this.realm.partners()
			.stream()
			.filter((client) -> client.at("/attributes/dpop.bound.access.tokens").asString("").equals("true"))
			.map((client) -> client.path("clientId").asString())).containsExactly("stark-settlement");
	}

	@Test
	void noScopeComesUnasked() {
		assertThat(this.realm.texts(this.realm.json(), "defaultDefaultClientScopes")).containsExactly("partner-token");
		assertThat(this.realm.texts(this.realm.json(), "defaultOptionalClientScopes")).isEmpty();
		assertThat(this.realm.partners())
			.allSatisfy((client) -> assertThat(this.realm.texts(client, "defaultClientScopes"))
				.containsExactly("partner-token"));
	}

	@Test
	void theScopesAreTheSixOfTheContractsAndTheTokensShape() {
		assertThat(this.realm.json().path("clientScopes").valueStream().map((scope) -> scope.path("name").asString()))
			.containsExactlyInAnyOrder("partner-token", "accounts:read", "accounts:write", "loans:read", "loans:write",
					"cards:read", "cards:write");
	}

	@Test
	void clientCredentialsAreTheOnlyGrant() {
		assertThat(this.realm.enabled()).allSatisfy((client) -> {
			assertThat(client.path("publicClient").asBoolean(true)).isFalse();
			assertThat(client.path("standardFlowEnabled").asBoolean(true)).isFalse();
			assertThat(client.path("implicitFlowEnabled").asBoolean(true)).isFalse();
			assertThat(client.path("directAccessGrantsEnabled").asBoolean(true)).isFalse();
			assertThat(client.path("fullScopeAllowed").asBoolean(true)).isFalse();
			assertThat(client.has("redirectUris")).isFalse();
		});
	}

	@Test
	void theGatewayGetsNoTokenByAnyGrant() {
		assertThat(this.realm.gateway().path("serviceAccountsEnabled").asBoolean(true)).isFalse();
		assertThat(this.realm.texts(this.realm.gateway(), "defaultClientScopes")).isEmpty();
		assertThat(this.realm.texts(this.realm.gateway(), "optionalClientScopes")).isEmpty();
		assertThat(this.realm.gateway().path("defaultClientScopes").isArray()).isTrue();
		assertThat(this.realm.partners()).isNotEmpty()
			.allMatch((client) -> client.path("serviceAccountsEnabled").asBoolean());
		assertThat(this.realm.onboarding().path("serviceAccountsEnabled").asBoolean()).isTrue();
	}

	@Test
	void tokensAreOfRfc9068AndCannotBeRefreshed() {
		assertThat(this.realm.partners()).allSatisfy((client) -> {
			JsonNode attributes = client.path("attributes");
			assertThat(attributes.path("access.token.header.type.rfc9068").asString()).isEqualTo("true");
			assertThat(attributes.path("client_credentials.use_refresh_token").asString()).isEqualTo("false");
			assertThat(attributes.path("use.refresh.tokens").asString()).isEqualTo("false");
		});
	}

	@Test
	void theOnlyUserIsTheServiceAccountAndMayManageClientsAlone() {
		JsonNode user = this.realm.json().at("/users/0");
		assertThat(this.realm.json().path("users").size()).isEqualTo(1);
		assertThat(user.path("serviceAccountClientId").asString()).isEqualTo("gatehouse-onboarding");
		assertThat(user.path("clientRoles").propertyNames()).containsExactly("realm-management");
		assertThat(this.realm.texts(user.path("clientRoles"), "realm-management")).containsExactly("manage-clients");
		assertThat(user.has("realmRoles")).isFalse();
		assertThat(this.realm.json().at("/clientScopeMappings/realm-management").size()).isEqualTo(1);
	}

	@Test
	void theServiceAccountsTokensAreForNoApi() {
		JsonNode account = this.realm.onboarding();
		assertThat(this.realm.texts(account, "defaultClientScopes")).isEmpty();
		assertThat(this.realm.texts(account, "optionalClientScopes")).isEmpty();
		assertThat(account.path("defaultClientScopes").isArray()).isTrue();
		assertThat(account.path("protocolMappers").findValues("protocolMapper")).extracting(JsonNode::asString)
			.containsExactlyInAnyOrder("oidc-sub-mapper", "oidc-usermodel-client-role-mapper");
		assertThat(account.at("/attributes/client_credentials.use_refresh_token").asString()).isEqualTo("false");
	}

	@Test
	void oldSecretStaysGoodForADayAndNoneEndsByItself() {
		JsonNode rotation = this.realm.json().at("/clientProfiles/profiles/0/executors/0");
		assertThat(rotation.path("executor").asString()).isEqualTo("secret-rotation");
		assertThat(rotation.at("/configuration/rotated-expiration-period").asLong()).isEqualTo(86_400);
		assertThat(rotation.at("/configuration/expiration-period").asLong()).isGreaterThan(50L * 365 * 86_400);
		assertThat(this.realm.texts(this.realm.json().at("/clientPolicies/policies/0"), "profiles"))
			.containsExactly(this.realm.json().at("/clientProfiles/profiles/0/name").asString());
	}

	@Test
	void keycloaksOwnClientsAreOff() {
		assertThat(this.realm.builtIn()).extracting((client) -> client.path("clientId").asString())
			.containsExactlyInAnyOrder("account", "account-console", "admin-cli", "security-admin-console", "broker");
		assertThat(this.realm.builtIn()).allSatisfy((client) -> {
			assertThat(client.path("standardFlowEnabled").asBoolean(true)).isFalse();
			assertThat(client.path("directAccessGrantsEnabled").asBoolean(true)).isFalse();
		});
	}

	@Test
	void nobodyCanRegisterOrResetAPassword() {
		assertThat(List.of("registrationAllowed", "rememberMe", "resetPasswordAllowed", "editUsernameAllowed"))
			.allSatisfy((name) -> assertThat(this.realm.json().path(name).asBoolean(true)).isFalse());
	}

	@Test
	void tokensLiveFiveMinutesAndAreSignedWithRs256() {
		assertThat(this.realm.json().path("accessTokenLifespan").asInt()).isEqualTo(300);
		assertThat(this.realm.json().path("defaultSignatureAlgorithm").asString()).isEqualTo("RS256");
	}

	@Test
	void guessingIsSlowedDownAndEverythingIsWrittenDown() {
		assertThat(List.of("bruteForceProtected", "eventsEnabled", "adminEventsEnabled"))
			.allSatisfy((name) -> assertThat(this.realm.json().path(name).asBoolean()).isTrue());
		assertThat(this.realm.json().path("eventsExpiration").asInt()).isPositive();
		assertThat(this.realm.json().at("/attributes/adminEventsExpiration").asString()).matches("[1-9]\\d*");
	}

	@Test
	void plainHttpIsForLoopbackAndPrivateNetworksOnly() {
		assertThat(this.realm.json().path("sslRequired").asString()).isEqualTo("external");
	}

}
