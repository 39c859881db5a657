package dev.gatehouse.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A partner's system: gets itself tokens, calls the gateway with them. */
public final class Partner {

	static final JsonMapper JSON = new JsonMapper();

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

	private final Bank bank;

	private final String name;

	private final @Nullable PartnerKey key;

	private final ConcurrentMap<String, String> tokens = new ConcurrentHashMap<>();

	public Partner(Bank bank, String name) {
		this.bank = bank;
		this.name = name;
		this.key = Contract.isBoundToAKey(name) ? PartnerKey.make() : null;
	}

	/** The key that its tokens are bound to; null: they are plain. */
	public @Nullable PartnerKey key() {
		return this.key;
	}

	/**
	 * An access token with these scopes, divided by spaces; empty: all that the client
	 * may have.
	 */
	public String token(String scopes) {
		return this.tokens.computeIfAbsent(scopes, this::fetch);
	}

	private String fetch(String scopes) {
		String scope = scopes.isEmpty() ? "" : "&scope=" + URLEncoder.encode(scopes, StandardCharsets.UTF_8);
		HttpResponse<String> answer = ask("grant_type=client_credentials" + scope);
		if (answer.statusCode() != 200) {
			throw new IllegalStateException(this.name + " got no token: " + answer.body());
		}
		String token = JSON.readTree(answer.body()).path("access_token").asString();
		UsedSecrets.token(token);
		return token;
	}

	/**
	 * What the token endpoint answers to this form, with the client's own credentials
	 * (RFC 6749, section 2.3.1).
	 */
	public HttpResponse<String> ask(String form) {
		return ask(form, this.key);
	}

	/** What it answers to a request with a proof of that key; null: without one. */
	public HttpResponse<String> ask(String form, @Nullable PartnerKey proving) {
		String endpoint = this.bank.issuer() + "/protocol/openid-connect/token";
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoint))
			.timeout(PATIENCE)
			.header("Authorization", "Basic " + basic())
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(form));
		if (proving != null) {
			request.header("DPoP", proving.proof("POST", endpoint, null));
		}
		return send(request.build());
	}

	public Answer get(String path) {
		return call("GET", path, null);
	}

	public Answer post(String path, @Nullable String json) {
		return call("POST", path, json, "Idempotency-Key", UUID.randomUUID().toString());
	}

	/** Calls with a token that holds all of the client's scopes. */
	public Answer call(String method, String path, @Nullable String json, String... headers) {
		return callWith(token(""), method, path, json, headers);
	}

	/** Calls with this token, and with a proof of its own if it must. */
	public Answer callWith(String token, String method, String path, @Nullable String json, String... headers) {
		if (this.key != null) {
			return callWith(token, this.key.proof(method, resource(this.bank) + path, token), method, path, json,
					headers);
		}
		HttpRequest.Builder request = request(this.bank, method, path, json).header("Authorization", "Bearer " + token);
		if (headers.length > 0) {
			request.headers(headers);
		}
		return new Answer(send(request.build()));
	}

	/** Calls with this token and this proof. */
	public Answer callWith(String token, String proof, String method, String path, @Nullable String json,
			String[] headers) {
		HttpRequest.Builder request = request(this.bank, method, path, json).header("Authorization", "DPoP " + token)
			.header("DPoP", proof);
		if (headers.length > 0) {
			request.headers(headers);
		}
		return new Answer(send(request.build()));
	}

	/** What the gateway calls itself (RFC 9728, section 2): proofs are for that. */
	public static String resource(Bank bank) {
		return stranger(bank, "GET", "/.well-known/oauth-protected-resource").expect(200).text("/resource");
	}

	/** Somebody without any token. */
	public static Answer stranger(Bank bank, String method, String path) {
		return new Answer(send(request(bank, method, path, null).build()));
	}

	/** Reads at a gateway that is not the bank's own. */
	public static Answer readAt(URI gateway, String token, String path) {
		return new Answer(send(HttpRequest.newBuilder(gateway.resolve(path))
			.timeout(PATIENCE)
			.header("Authorization", "Bearer " + token)
			.build()));
	}

	/** What JSON text says. */
	public static JsonNode parse(String json) {
		return JSON.readTree(json);
	}

	/** What a token says in its header (0) or payload (1), unchecked. */
	public static JsonNode part(String token, int part) {
		return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[part]));
	}

	private static HttpRequest.Builder request(Bank bank, String method, String path, @Nullable String json) {
		BodyPublisher body = (json != null) ? BodyPublishers.ofString(json) : BodyPublishers.noBody();
		HttpRequest.Builder request = HttpRequest.newBuilder(bank.gateway().resolve(path))
			.timeout(PATIENCE)
			.method(method, body);
		return (json != null) ? request.header("Content-Type", "application/json") : request;
	}

	private String basic() {
		String pair = this.name + ":" + this.bank.secret(this.name);
		return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
	}

	static HttpResponse<String> send(HttpRequest request) {
		try {
			return HTTP.send(request, BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(request.method() + " " + request.uri(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public String toString() {
		return this.name;
	}

}
