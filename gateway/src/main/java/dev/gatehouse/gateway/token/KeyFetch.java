package dev.gatehouse.gateway.token;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Fetches the issuer's key set, within a time and a size, and follows no redirect.
 * Blocks: never on an event loop.
 */
final class KeyFetch implements AutoCloseable {

	private static final int LARGEST_ANSWER = 512 * 1024;

	private final IssuerSettings.Issuer issuer;

	private final JsonMapper json;

	private final HttpClient http;

	KeyFetch(IssuerSettings.Issuer issuer, JsonMapper json) {
		this.issuer = issuer;
		this.json = json;
		this.http = HttpClient.newBuilder()
			.connectTimeout(issuer.timeout())
			.followRedirects(HttpClient.Redirect.NEVER)
			.build();
	}

	/**
	 * Fetches the keys.
	 * @throws IOException if the issuer cannot be reached or gives no usable answer
	 */
	KeySet fetch() throws IOException, InterruptedException {
		String location = (this.issuer.jwksUri() != null) ? this.issuer.jwksUri() : discover();
		try {
			return KeySet.parse(get(location));
		}
		catch (ParseException ex) {
			throw new IOException("the key set cannot be used: " + ex.getMessage());
		}
	}

	/** Asks the issuer where its keys are (OpenID Connect Discovery 1.0, section 4). */
	private String discover() throws IOException, InterruptedException {
		String uri = this.issuer.requiredUri();
		try {
			JsonNode metadata = this.json
				.readTree(get(uri.replaceFirst("/$", "") + "/.well-known/openid-configuration"));
			if (!uri.equals(metadata.path("issuer").asString(""))) {
				throw new IOException("discovery names another issuer");
			}
			return metadata.path("jwks_uri").asString("");
		}
		catch (JacksonException ex) {
			throw new IOException("discovery gave no JSON");
		}
	}

	/**
	 * The time limit is one of the whole answer: the client's own ends with the header
	 * fields, and a body that trickles in would hold this thread for ever.
	 */
	private String get(String location) throws IOException, InterruptedException {
		CompletableFuture<HttpResponse<byte[]>> exchange = this.http.sendAsync(request(location),
				HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LARGEST_ANSWER));
		try {
			HttpResponse<byte[]> response = exchange.get(this.issuer.timeout().toMillis(), TimeUnit.MILLISECONDS);
			if (response.statusCode() != 200) {
				throw new IOException("the issuer answered " + response.statusCode());
			}
			return new String(response.body(), StandardCharsets.UTF_8);
		}
		catch (ExecutionException ex) {
			throw new IOException("the issuer gave no answer: " + ex.getCause());
		}
		catch (TimeoutException ex) {
			throw new IOException("the issuer gave no whole answer within " + this.issuer.timeout());
		}
		finally {
			exchange.cancel(true);
		}
	}

	private static HttpRequest request(String location) throws IOException {
		try {
			return HttpRequest.newBuilder(URI.create(location)).build();
		}
		catch (IllegalArgumentException ex) {
			throw new IOException("the location of the keys is no URL");
		}
	}

	@Override
	public void close() {
		this.http.shutdownNow();
	}

}
