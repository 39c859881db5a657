package dev.gatehouse.cli.partner;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.gatehouse.cli.terminal.Complaint;
import dev.gatehouse.cli.token.TokenClient;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keycloak's Admin REST API for one realm, as the service account that manages its
 * clients. Every call has an end, also when Keycloak stops in the middle of an answer.
 */
final class AdminApi implements AutoCloseable {

	/** A token is good for a minute, and a list of many clients may take longer. */
	private static final Duration TOKEN_AGE = Duration.ofSeconds(30);

	private static final long LARGEST_ANSWER = 32L * 1024 * 1024;

	private final Realm realm;

	private final Patience patience;

	private final HttpClient http;

	private @Nullable String token;

	private long tokenSince;

	AdminApi(Realm realm, Patience patience) {
		this.realm = realm;
		this.patience = patience;
		this.http = HttpClient.newBuilder()
			// No upgrade to h2c, of which proxies in between make what they like.
			.version(Version.HTTP_1_1)
			.connectTimeout(patience.answer())
			.build();
	}

	AdminAnswer get(String path) throws InterruptedException {
		return send("GET", path, null);
	}

	AdminAnswer post(String path, @Nullable JsonNode content) throws InterruptedException {
		return send("POST", path, content);
	}

	AdminAnswer put(String path, JsonNode content) throws InterruptedException {
		return send("PUT", path, content);
	}

	AdminAnswer delete(String path) throws InterruptedException {
		return send("DELETE", path, null);
	}

	/** Whether that client is the one as which all this is asked. */
	boolean isAccount(String client) {
		return client.equals(this.realm.account());
	}

	Patience patience() {
		return this.patience;
	}

	/**
	 * What came back, unless it says that this account may not ask.
	 * @throws OutcomeUnknown if it was sent, and nothing came back
	 */
	private AdminAnswer send(String method, String path, @Nullable JsonNode content) throws InterruptedException {
		BodyPublisher body = (content != null) ? BodyPublishers.ofString(content.toString()) : BodyPublishers.noBody();
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.realm.admin() + path))
			.timeout(this.patience.answer())
			.header("Authorization", "Bearer " + token())
			.header("Accept", "application/json")
			.method(method, body);
		if (content != null) {
			request.header("Content-Type", "application/json");
		}
		HttpResponse<String> response = await(request.build());
		if (response.statusCode() == 401 || response.statusCode() == 403) {
			throw new Complaint("The service account " + this.realm.account() + " may not manage clients in "
					+ this.realm.issuer() + " (" + response.statusCode()
					+ "): it needs the role manage-clients of realm-management.");
		}
		return new AdminAnswer(method + " " + path, response.statusCode(), json(response));
	}

	private HttpResponse<String> await(HttpRequest request) throws InterruptedException {
		CompletableFuture<HttpResponse<String>> answer = this.http.sendAsync(request,
				BodyHandlers.limiting(BodyHandlers.ofString(), LARGEST_ANSWER));
		try {
			return answer.get(this.patience.answer().toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			throw new OutcomeUnknown(noAnswer(), ex);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof ConnectException || ex.getCause() instanceof HttpConnectTimeoutException) {
				throw new Complaint(noAnswer(), ex);
			}
			throw new OutcomeUnknown(noAnswer(), ex);
		}
		finally {
			answer.cancel(true);
		}
	}

	private String noAnswer() {
		return "Keycloak does not answer at " + this.realm.keycloak() + ".";
	}

	private String token() throws InterruptedException {
		String held = this.token;
		if (held == null || System.nanoTime() - this.tokenSince > TOKEN_AGE.toNanos()) {
			held = new TokenClient(this.realm.keycloak(), this.realm.name(), this.patience.answer())
				.fetch(this.realm.account(), this.realm.secret(), List.of());
			this.token = held;
			this.tokenSince = System.nanoTime();
		}
		return held;
	}

	private static @Nullable JsonNode json(HttpResponse<String> response) {
		try {
			return response.body().isBlank() ? null : JsonMapper.shared().readTree(response.body());
		}
		catch (JacksonException ex) {
			// Not to be kept as a cause: it quotes what it has read.
			return null;
		}
	}

	@Override
	public void close() {
		this.http.shutdownNow();
	}

}
