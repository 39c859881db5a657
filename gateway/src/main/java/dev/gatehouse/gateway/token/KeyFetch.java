package dev.gatehouse.gateway.token;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.util.Map;

import dev.gatehouse.gateway.issuer.IssuerClient;
import org.jspecify.annotations.Nullable;

/** Fetches the issuer's key set. Blocks: never on an event loop. */
final class KeyFetch implements AutoCloseable {

	private static final int LARGEST_ANSWER = 512 * 1024;

	private static final StrictJson METADATA = new StrictJson(2000, 64 * 1024);

	private final IssuerSettings.Issuer issuer;

	private final IssuerClient client;

	KeyFetch(IssuerSettings.Issuer issuer) {
		this.issuer = issuer;
		this.client = new IssuerClient(issuer.timeout(), LARGEST_ANSWER);
	}

	/**
	 * Fetches the keys. The time limit is one of the whole fetch, discovery included.
	 * @throws IOException if the issuer cannot be reached or gives no usable answer
	 */
	KeySet fetch() throws IOException, InterruptedException {
		long end = this.client.end();
		String location = (this.issuer.jwksUri() != null) ? this.issuer.jwksUri() : discover(end);
		try {
			return KeySet.parse(get(location, end));
		}
		catch (ParseException ex) {
			throw new IOException("the key set cannot be used: " + ex.getMessage());
		}
	}

	/**
	 * Asks the issuer where its keys are (OpenID Connect Discovery 1.0, section 4.3). The
	 * answer must be the issuer's own, and lead to no weaker place.
	 */
	private String discover(long end) throws IOException, InterruptedException {
		String uri = this.issuer.requiredUri();
		Map<String, @Nullable Object> metadata = metadata(
				get(uri.replaceFirst("/$", "") + "/.well-known/openid-configuration", end));
		if (!uri.equals(metadata.get("issuer"))) {
			throw new IOException("discovery names another issuer");
		}
		String location = String.valueOf(metadata.get("jwks_uri"));
		if (uri.startsWith("https:") && !location.startsWith("https:")) {
			throw new IOException("discovery leads from https to elsewhere");
		}
		return location;
	}

	private static Map<String, @Nullable Object> metadata(byte[] json) throws IOException {
		try {
			return METADATA.read(json);
		}
		catch (ParseException ex) {
			throw new IOException("discovery gave no JSON object");
		}
	}

	private byte[] get(String location, long end) throws IOException, InterruptedException {
		HttpResponse<byte[]> response = this.client.ask(request(location), end);
		if (response.statusCode() != 200) {
			throw new IOException("the issuer answered " + response.statusCode());
		}
		return response.body();
	}

	private static HttpRequest request(String location) throws IOException {
		try {
			return HttpRequest.newBuilder(URI.create(location)).header("Accept", "application/json").build();
		}
		catch (IllegalArgumentException ex) {
			throw new IOException("the location of the keys is no URL");
		}
	}

	@Override
	public void close() {
		this.client.close();
	}

}
