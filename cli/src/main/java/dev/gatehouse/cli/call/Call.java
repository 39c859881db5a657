package dev.gatehouse.cli.call;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import javax.net.ssl.SSLContext;

import dev.gatehouse.cli.terminal.Complaint;
import dev.gatehouse.cli.token.AccessToken;
import org.jspecify.annotations.Nullable;

/**
 * One request to the gateway. A POST gets an {@code Idempotency-Key} unless it brings
 * one.
 *
 * @param method the method
 * @param path path and query
 * @param headers further headers, each {@code Name: value}
 * @param json the body, sent as it is; null: none
 */
record Call(String method, String path, List<String> headers, @Nullable String json) {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	/**
	 * Sends it with that token and returns whatever comes back.
	 * @param tls whom to trust and what to show; null: as the JDK does
	 */
	HttpResponse<String> send(String gateway, AccessToken token, @Nullable SSLContext tls) throws InterruptedException {
		HttpRequest request = request(gateway, token);
		HttpClient.Builder builder = HttpClient.newBuilder().version(Version.HTTP_1_1).connectTimeout(TIMEOUT);
		try (HttpClient http = ((tls != null) ? builder.sslContext(tls) : builder).build()) {
			return http.send(request, BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new Complaint("The gateway does not answer at " + gateway + ": is the bank up (./gatehouse status)?",
					ex);
		}
	}

	HttpRequest request(String gateway, AccessToken token) {
		try {
			String uri = gateway + slashed(this.path);
			HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(uri))
				.timeout(TIMEOUT)
				.header("Accept", "application/json, application/problem+json")
				.method(this.method,
						(this.json != null) ? BodyPublishers.ofString(this.json) : BodyPublishers.noBody());
			token.fields(this.method, uri).forEach(builder::setHeader);
			if (this.json != null) {
				builder.setHeader("Content-Type", "application/json");
			}
			if (this.method.equals("POST")) {
				builder.setHeader("Idempotency-Key", UUID.randomUUID().toString());
			}
			this.headers.forEach((header) -> add(builder, header));
			return builder.build();
		}
		catch (IllegalArgumentException ex) {
			throw new Complaint("This cannot be sent: " + ex.getMessage() + ".", ex);
		}
	}

	private static void add(HttpRequest.Builder builder, String header) {
		int colon = header.indexOf(':');
		if (colon < 1) {
			throw new IllegalArgumentException("'" + header + "' is not 'Name: value'");
		}
		builder.setHeader(header.substring(0, colon).strip(), header.substring(colon + 1).strip());
	}

	private static String slashed(String path) {
		return path.startsWith("/") ? path : "/" + path;
	}

}
