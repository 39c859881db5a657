package dev.gatehouse.cli.token;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLContext;

import dev.gatehouse.cli.terminal.Complaint;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gets access tokens from Keycloak with the client credentials grant (RFC 6749, section
 * 4.4).
 */
public final class TokenClient {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final String SECRET = "this secret";

	private final String keycloak;

	private final String realm;

	private final Duration patience;

	/** For the realm {@code bank} of the Keycloak at that address. */
	public TokenClient(String keycloak) {
		this(keycloak, "bank", TIMEOUT);
	}

	/** For that realm of the Keycloak at that address, which must answer in that time. */
	public TokenClient(String keycloak, String realm, Duration patience) {
		this.keycloak = SafeAddress.of("Keycloak", keycloak);
		this.realm = realm;
		this.patience = patience;
	}

	/**
	 * An access token.
	 * @param client the client's id
	 * @param secret the client's secret
	 * @param scopes what is asked for; empty: all that the client may have
	 * @throws Complaint if there is none
	 */
	public String fetch(String client, String secret, List<String> scopes) throws InterruptedException {
		return text(client, SECRET, post(plain(), form(scopes), "Authorization", basic(client, secret)));
	}

	/**
	 * An access token, bound to a new key if the client's must be.
	 * @param client the client's id
	 * @param secret the client's secret
	 * @param scopes what is asked for; empty: all that the client may have
	 * @throws Complaint if there is none
	 */
	AccessToken fetchBound(String client, String secret, List<String> scopes) throws InterruptedException {
		HttpResponse<String> response = post(plain(), form(scopes), "Authorization", basic(client, secret));
		if (!needsProof(json(response.body()))) {
			return AccessToken.plain(text(client, SECRET, response));
		}
		ProofKey key = ProofKey.make(InstantSource.system());
		String proof = key.proof("POST", endpoint(), null);
		return new AccessToken(text(client, SECRET,
				post(plain(), form(scopes), "Authorization", basic(client, secret), "DPoP", proof)), key);
	}

	/** RFC 9449, section 5, has a code for it; Keycloak 26.7 says it in words. */
	private static boolean needsProof(JsonNode answer) {
		return answer.path("error").asString("").equals("invalid_dpop_proof")
				|| answer.path("error_description").asString("").contains("DPoP proof");
	}

	/**
	 * An access token for who shows a certificate (RFC 8705, section 2).
	 * @param client the client's id
	 * @param tls with the client's certificate
	 * @param scopes what is asked for; empty: all that the client may have
	 * @throws Complaint if there is none
	 */
	public String fetch(String client, SSLContext tls, List<String> scopes) throws InterruptedException {
		HttpClient.Builder http = plain().sslContext(tls);
		return text(client, "its certificate", post(http, form(scopes) + "&client_id=" + encoded(client)));
	}

	private static HttpClient.Builder plain() {
		return HttpClient.newBuilder();
	}

	private static String form(List<String> scopes) {
		return "grant_type=client_credentials"
				+ (scopes.isEmpty() ? "" : "&scope=" + encoded(String.join(" ", scopes)));
	}

	private static String text(String client, String credential, HttpResponse<String> response) {
		JsonNode answer = json(response.body());
		if (response.statusCode() != 200 || !answer.path("access_token").isString()) {
			throw refused(client, credential, response.statusCode(), answer);
		}
		return answer.path("access_token").asString();
	}

	private String endpoint() {
		return this.keycloak + "/realms/" + this.realm + "/protocol/openid-connect/token";
	}

	private HttpResponse<String> post(HttpClient.Builder builder, String form, String... headers)
			throws InterruptedException {
		HttpClient http = builder.connectTimeout(this.patience).build();
		try {
			HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoint()))
				.timeout(this.patience)
				.header("Content-Type", "application/x-www-form-urlencoded")
				.POST(BodyPublishers.ofString(form));
			if (headers.length > 0) {
				request.headers(headers);
			}
			// The request's own timeout ends with the answer's header.
			return http.sendAsync(request.build(), BodyHandlers.ofString())
				.get(this.patience.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new Complaint(
					"Keycloak does not answer at " + this.keycloak + ": is the bank up (./gatehouse status)?", ex);
		}
		finally {
			http.shutdownNow();
		}
	}

	private static Complaint refused(String client, String credential, int status, JsonNode answer) {
		String error = answer.path("error").asString("");
		String description = answer.path("error_description").asString("");
		if (status == 401) {
			return new Complaint("Keycloak does not know " + client + " by " + credential + " (" + error + ").");
		}
		return new Complaint("Keycloak gives " + client + " no token: " + status + " " + error
				+ (description.isEmpty() ? "" : ", " + description) + ".");
	}

	/**
	 * Id and secret are encoded as form fields before they are joined (RFC 6749, section
	 * 2.3.1).
	 */
	private static String basic(String client, String secret) {
		String pair = encoded(client) + ":" + encoded(secret);
		return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	private static JsonNode json(String text) {
		try {
			return JsonMapper.shared().readTree(text);
		}
		catch (JacksonException ex) {
			// Something else than Keycloak may listen there.
			return JsonMapper.shared().createObjectNode();
		}
	}

}
