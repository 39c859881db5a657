package dev.gatehouse.cli.matrix;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.gatehouse.cli.credentials.Credentials;
import dev.gatehouse.cli.terminal.Complaint;
import dev.gatehouse.cli.terminal.Printable;
import dev.gatehouse.cli.token.SafeAddress;
import dev.gatehouse.cli.token.TokenClient;

/**
 * Reads at the admin API of a running Keycloak. It asks as the account that may see
 * clients and little else, and as the administrator where there is no such account.
 */
final class AdminApi implements AutoCloseable {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	/** No page of an answer is as large; something else than Keycloak may answer. */
	private static final long LARGEST_ANSWER = 16 * 1024 * 1024;

	/** A token is good for a minute, and a list of many clients may take longer. */
	private static final Duration TOKEN_AGE = Duration.ofSeconds(30);

	private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

	private final String keycloak;

	private final Credentials credentials;

	private final Duration patience;

	private String token = "";

	private long tokenSince;

	AdminApi(String keycloak, Credentials credentials) {
		this(keycloak, credentials, TIMEOUT);
	}

	/** With answers that are whole in that time. */
	AdminApi(String keycloak, Credentials credentials, Duration patience) {
		this.keycloak = SafeAddress.of("Keycloak", keycloak);
		this.credentials = credentials;
		this.patience = patience;
	}

	/**
	 * Returns what is at a path below the realm {@code bank}.
	 * @throws Complaint if Keycloak does not show it
	 */
	Node get(String path) throws InterruptedException {
		if (this.token.isEmpty() || System.nanoTime() - this.tokenSince > TOKEN_AGE.toNanos()) {
			this.token = login();
			this.tokenSince = System.nanoTime();
		}
		String url = this.keycloak + "/admin/realms/bank" + path;
		HttpResponse<String> answer = send(request(url).header("Authorization", "Bearer " + this.token));
		return switch (answer.statusCode()) {
			case 200 -> JsonTree.answer(url.replaceFirst("\\?.*", ""), answer.body());
			case 401, 403 -> throw complaint(url + ": this account may not see it (" + answer.statusCode() + ").");
			default -> throw complaint(url + ": Keycloak answers " + answer.statusCode() + ".");
		};
	}

	private String login() throws InterruptedException {
		boolean isAdmin = this.credentials.values().containsKey(Credentials.KEYCLOAK_ADMIN_PASSWORD);
		String name = Credentials.secretName(Credentials.ONBOARDING);
		if (isAdmin && !this.credentials.values().containsKey(name)) {
			return loginAsAdmin();
		}
		try {
			return checked(new TokenClient(this.keycloak).fetch(Credentials.ONBOARDING, this.credentials.get(name),
					List.of()));
		}
		catch (Complaint ex) {
			// A realm from before the account knows the administrator alone.
			if (isAdmin) {
				return loginAsAdmin();
			}
			throw ex;
		}
	}

	private String loginAsAdmin() throws InterruptedException {
		String url = this.keycloak + "/realms/master/protocol/openid-connect/token";
		String form = "grant_type=password&client_id=admin-cli&username=admin&password="
				+ URLEncoder.encode(this.credentials.get(Credentials.KEYCLOAK_ADMIN_PASSWORD), StandardCharsets.UTF_8);
		HttpResponse<String> answer = send(request(url).header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(form)));
		if (answer.statusCode() != 200) {
			throw complaint(url + ": Keycloak gives its administrator no token: " + answer.statusCode() + ".");
		}
		return checked(JsonTree.answer(url, answer.body()).require("access_token").text());
	}

	/** Something else than Keycloak may have answered; the token is not repeated. */
	private String checked(String token) {
		if (!token.matches("[A-Za-z0-9._~+/=-]+")) {
			throw complaint(this.keycloak + ": what it gives as a token is none.");
		}
		return token;
	}

	private HttpRequest.Builder request(String url) {
		return HttpRequest.newBuilder(URI.create(url));
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws InterruptedException {
		// A request's own timeout ends with the answer's header.
		CompletableFuture<HttpResponse<String>> answer = this.http.sendAsync(request.build(),
				BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), LARGEST_ANSWER));
		try {
			return answer.get(this.patience.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw complaint("Keycloak does not answer at " + this.keycloak + ": is the bank up (./gatehouse status)?");
		}
		finally {
			answer.cancel(true);
		}
	}

	private static Complaint complaint(String sentence) {
		return new Complaint(Printable.text(sentence));
	}

	@Override
	public void close() {
		this.http.shutdownNow();
	}

}
