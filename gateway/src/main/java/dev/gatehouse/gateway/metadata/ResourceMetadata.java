package dev.gatehouse.gateway.metadata;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.gatehouse.gateway.answer.OwnAnswer;
import dev.gatehouse.gateway.contract.Contracts;
import dev.gatehouse.gateway.contract.Operation;
import dev.gatehouse.gateway.problem.ProofAlgorithms;
import dev.gatehouse.gateway.record.Passage;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;

/**
 * The metadata of the gateway as a protected resource, and of each API with a path of its
 * own as another (RFC 9728, sections 2 and 3.1): whose tokens, which scopes, and how to
 * show them. Made from the contracts.
 */
public final class ResourceMetadata {

	/** RFC 9728, section 3. */
	static final String PATH = "/.well-known/oauth-protected-resource";

	/** It changes when the gateway is started anew. */
	private static final String CACHING = "public, max-age=3600";

	private final MetadataSettings settings;

	private final ProofAlgorithms algorithms;

	private final JsonMapper json;

	/**
	 * By what stands behind {@link #PATH}: the members that say nothing of an address.
	 */
	private final Map<String, Map<String, Object>> resources = new HashMap<>();

	/**
	 * Creates the metadata and reserves its paths.
	 * @throws dev.gatehouse.gateway.settings.InvalidSetting if a contract names one of
	 * them
	 */
	ResourceMetadata(MetadataSettings settings, ProofAlgorithms algorithms, Contracts contracts, JsonMapper json) {
		this.settings = settings;
		this.algorithms = algorithms;
		this.json = json;
		this.resources.put("", members(contracts.operations().stream()));
		ApiPaths.of(contracts.operations())
			.forEach((api, path) -> this.resources.put(path,
					members(contracts.operations().stream().filter((operation) -> operation.api().equals(api)))));
		for (String path : this.resources.keySet()) {
			contracts.reserve("metadata", "GET", PATH + path);
			contracts.reserve("metadata", "HEAD", PATH + path);
		}
	}

	private Map<String, Object> members(Stream<Operation> operations) {
		Map<String, Object> members = new LinkedHashMap<>();
		members.put("authorization_servers", List.of(String.valueOf(this.settings.issuer().uri())));
		members.put("scopes_supported",
				new TreeSet<>(operations.flatMap((operation) -> operation.scopes().stream()).toList()));
		members.put("bearer_methods_supported", List.of("header"));
		members.put("dpop_signing_alg_values_supported", this.algorithms.names());
		// The registry asks it of some partners, and nobody of all.
		members.put("dpop_bound_access_tokens_required", false);
		putIfSet(members, "resource_name", this.settings.resourceName());
		putIfSet(members, "resource_documentation", this.settings.resourceDocumentation());
		return members;
	}

	private static void putIfSet(Map<String, Object> members, String name, @Nullable String value) {
		if (value != null && !value.isBlank()) {
			members.put(name, value);
		}
	}

	/** Answers a request for one of the paths; no token is needed. */
	public Mono<Void> answer(ServerWebExchange exchange, Passage passage) {
		ServerHttpRequest request = exchange.getRequest();
		String path = request.getURI().getRawPath().substring(PATH.length());
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("resource", origin(request) + path);
		document.putAll(this.resources.getOrDefault(path, Map.of()));
		return new OwnAnswer(passage.requestId(), passage.isSecure()).json(exchange,
				this.json.writeValueAsString(document).getBytes(StandardCharsets.UTF_8), CACHING);
	}

	/**
	 * Never what the client calls the gateway: whoever names it could have others trust
	 * that name. Without a setting it is its place on this machine, which is right there
	 * and which clients from elsewhere must not use (RFC 9728, section 3.3).
	 */
	private String origin(ServerHttpRequest request) {
		if (this.settings.publicUri() != null) {
			return this.settings.publicUri();
		}
		InetSocketAddress local = request.getLocalAddress();
		return ((request.getSslInfo() != null) ? "https" : "http") + "://localhost"
				+ ((local != null) ? ":" + local.getPort() : "");
	}

}
