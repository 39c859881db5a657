package dev.gatehouse.system.walk;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Stream;

import dev.gatehouse.system.Bank;
import dev.gatehouse.system.KeycloakAdmin;
import dev.gatehouse.system.Partner;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** What the running realm gives out, and what it refuses. */
final class RealmWalk {

	private final Bank bank;

	private final Partner acme;

	private final HttpClient http = HttpClient.newHttpClient();

	RealmWalk(Bank bank) {
		this.bank = bank;
		this.acme = new Partner(bank, "acme-treasury");
	}

	Stream<DynamicTest> tests() {
		return Stream.of(dynamicTest("a token says what the gateway needs", this::aTokenSaysWhatTheGatewayNeeds),
				dynamicTest("a scope that was not given is not granted", this::aScopeThatWasNotGivenIsNotGranted),
				dynamicTest("who asks for no scope gets what the client may have", this::noScopeIsAllScopes),
				dynamicTest("a wrong secret gets nothing", this::aWrongSecretGetsNothing),
				dynamicTest("other grants are refused", this::otherGrantsAreRefused),
				dynamicTest("nobody logs in with a browser", this::nobodyLogsInWithABrowser),
				dynamicTest("guessing is slowed and events are kept", this::guessingIsSlowedAndEventsAreKept));
	}

	private void aTokenSaysWhatTheGatewayNeeds() {
		String token = this.acme.token("accounts:read");
		JsonNode claims = Partner.part(token, 1);
		assertThat(Partner.part(token, 0).path("typ").asString()).isEqualTo("at+jwt");
		assertThat(Partner.part(token, 0).path("alg").asString()).isEqualTo("RS256");
		assertThat(claims.path("iss").asString()).isEqualTo(this.bank.issuer().toString());
		assertThat(claims.path("aud").asString()).isEqualTo("bank-gateway");
		assertThat(claims.path("azp").asString()).isEqualTo("acme-treasury");
		assertThat(claims.path("client_id").asString()).isEqualTo("acme-treasury");
		assertThat(claims.path("scope").asString()).isEqualTo("accounts:read");
		assertThat(claims.path("jti").asString()).isNotEmpty();
		assertThat(claims.path("sub").asString()).isNotEmpty();
		assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(300);
	}

	private void aScopeThatWasNotGivenIsNotGranted() {
		HttpResponse<String> refused = this.acme.ask("grant_type=client_credentials&scope=cards%3Awrite");
		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(refused.body()).contains("invalid_scope").doesNotContain("access_token");
		assertThat(scopes(this.acme.token(""))).doesNotContain("cards:write", "loans:write");
	}

	private void noScopeIsAllScopes() {
		assertThat(scopes(this.acme.token(""))).containsExactlyInAnyOrder("accounts:read", "accounts:write",
				"loans:read");
	}

	private void aWrongSecretGetsNothing() throws IOException, InterruptedException {
		HttpResponse<String> refused = form(
				"grant_type=client_credentials&client_id=initech-cards&client_secret=guess");
		assertThat(refused.statusCode()).isEqualTo(401);
		assertThat(refused.body()).doesNotContain("access_token");
	}

	private void otherGrantsAreRefused() {
		for (String grant : List.of("password&username=a&password=b", "refresh_token&refresh_token=a",
				"authorization_code&code=a", "urn:ietf:params:oauth:grant-type:token-exchange&subject_token=a",
				"urn:ietf:params:oauth:grant-type:device_code&device_code=a")) {
			HttpResponse<String> refused = this.acme.ask("grant_type=" + grant);
			assertThat(refused.statusCode()).as(grant).isIn(400, 401, 403);
			assertThat(refused.body()).doesNotContain("access_token");
		}
		assertThat(this.acme.ask("grant_type=client_credentials").body()).doesNotContain("refresh_token");
	}

	private void nobodyLogsInWithABrowser() throws IOException, InterruptedException {
		for (String type : List.of("code", "token", "id_token")) {
			HttpRequest request = HttpRequest
				.newBuilder(URI.create(this.bank.issuer() + "/protocol/openid-connect/auth?client_id=acme-treasury"
						+ "&response_type=" + type + "&redirect_uri=http%3A%2F%2Flocalhost%2Fcallback"))
				.build();
			HttpResponse<String> refused = this.http.send(request, BodyHandlers.ofString());
			assertThat(refused.statusCode()).isGreaterThanOrEqualTo(400);
			assertThat(refused.body()).doesNotContain("kc-form-login");
		}
	}

	private void guessingIsSlowedAndEventsAreKept() {
		JsonNode realm = new KeycloakAdmin(this.bank).get("");
		assertThat(realm.path("bruteForceProtected").asBoolean()).isTrue();
		assertThat(realm.path("eventsEnabled").asBoolean()).isTrue();
		assertThat(realm.path("adminEventsEnabled").asBoolean()).isTrue();
		assertThat(realm.path("registrationAllowed").asBoolean()).isFalse();
	}

	private static List<String> scopes(String token) {
		return List.of(Partner.part(token, 1).path("scope").asString().split(" ", -1));
	}

	private HttpResponse<String> form(String form) throws IOException, InterruptedException {
		return this.http.send(HttpRequest.newBuilder(URI.create(this.bank.issuer() + "/protocol/openid-connect/token"))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(form))
			.build(), BodyHandlers.ofString());
	}

}
