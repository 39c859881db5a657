package dev.gatehouse.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The realm {@code bank}, or another, as its administrator changes it, at Keycloak's
 * admin API.
 */
public final class KeycloakAdmin {

	private final HttpClient http = HttpClient.newHttpClient();

	private final String root;

	private final String token;

	private final String realm;

	/** Logs in. The token is good for a minute. */
	public KeycloakAdmin(Bank bank) {
		this(bank, "bank");
	}

	/**
	 * Logs in for another realm. A token knows only the realms that there were when it
	 * was made.
	 */
	public KeycloakAdmin(Bank bank, String realm) {
		this.realm = realm;
		this.root = bank.issuer().toString().replace("/realms/bank", "");
		HttpRequest login = HttpRequest
			.newBuilder(URI.create(this.root + "/realms/master/protocol/openid-connect/token"))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString("grant_type=password&client_id=admin-cli&username=admin&password="
					+ bank.credential("KEYCLOAK_ADMIN_PASSWORD")))
			.build();
		this.token = Partner.JSON.readTree(send(login)).path("access_token").asString();
	}

	/** Returns what is at this path below the realm; empty: the realm itself. */
	public JsonNode get(String path) {
		return Partner.JSON.readTree(send("GET", path, null));
	}

	/** Makes a realm of that name, as Keycloak makes them. */
	public void makeRealm(String name) {
		send(request("POST", "/admin/realms", Map.of("realm", name, "enabled", true)));
	}

	public void post(String path, Object content) {
		send("POST", path, content);
	}

	public void put(String path, Object content) {
		send("PUT", path, content);
	}

	public void delete(String path) {
		send("DELETE", path, null);
	}

	private String send(String method, String path, @Nullable Object content) {
		return send(request(method, "/admin/realms/" + this.realm + path, content));
	}

	private HttpRequest request(String method, String path, @Nullable Object content) {
		BodyPublisher body = (content != null) ? BodyPublishers.ofString(Partner.JSON.writeValueAsString(content))
				: BodyPublishers.noBody();
		return HttpRequest.newBuilder(URI.create(this.root + path))
			.header("Authorization", "Bearer " + this.token)
			.header("Content-Type", "application/json")
			.method(method, body)
			.build();
	}

	private String send(HttpRequest request) {
		try {
			HttpResponse<String> answer = this.http.send(request, BodyHandlers.ofString());
			if (answer.statusCode() >= 300) {
				throw new IllegalStateException(request + ": " + answer.statusCode() + " " + answer.body());
			}
			return answer.body();
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
