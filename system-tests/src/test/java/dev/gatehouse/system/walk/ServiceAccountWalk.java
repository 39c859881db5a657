package dev.gatehouse.system.walk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

import dev.gatehouse.system.Bank;
import dev.gatehouse.system.Partner;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What the account behind {@code ./gatehouse partner} may do, and what not. */
final class ServiceAccountWalk {

	private static final String ACCOUNT = "gatehouse-onboarding";

	private final Bank bank;

	private final HttpClient http = HttpClient.newHttpClient();

	ServiceAccountWalk(Bank bank) {
		this.bank = bank;
	}

	void walk() {
		String token = new Partner(this.bank, ACCOUNT).token("");
		JsonNode claims = Partner.part(token, 1);
		assertThat(claims.has("aud")).isFalse();
		assertThat(claims.path("scope").asString("")).isEmpty();
		assertThat(claims.path("resource_access").propertyNames()).containsExactly("realm-management");
		assertThat(claims.at("/resource_access/realm-management/roles").toString()).isEqualTo("[\"manage-clients\"]");
		assertThat(claims.has("realm_access")).isFalse();
		assertThat(Partner.readAt(this.bank.gateway(), token, "/v1/accounts").expect(401).problem())
			.isEqualTo("invalid-token");
		assertThat(status(token, "/clients")).isEqualTo(200);
		for (String path : List.of("/users", "/groups", "/roles", "/keys", "/components", "/events",
				"/identity-provider/instances", "/client-policies/policies")) {
			assertThat(status(token, path)).as(path).isEqualTo(403);
		}
	}

	private int status(String token, String path) {
		String admin = this.bank.issuer().toString().replace("/realms/", "/admin/realms/");
		HttpRequest request = HttpRequest.newBuilder(URI.create(admin + path))
			.header("Authorization", "Bearer " + token)
			.build();
		try {
			HttpResponse<String> answer = this.http.send(request, BodyHandlers.ofString());
			return answer.statusCode();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
