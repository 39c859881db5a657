package dev.gatehouse.cli.partner;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A client as Keycloak has it (its {@code ClientRepresentation}).
 *
 * @param json the representation
 */
record PartnerClient(JsonNode json) {

	/** What every token of a partner needs, so that the gateway takes it. */
	static final String TOKEN_SCOPE = "partner-token";

	/** The attribute that makes its tokens {@code at+jwt} (RFC 9068, section 2.1). */
	static final String TOKEN_TYPE = "access.token.header.type.rfc9068";

	private static final List<String> OTHER_GRANTS = List.of("standardFlowEnabled", "implicitFlowEnabled",
			"directAccessGrantsEnabled");

	/** What a new client of a partner is made from; the realm's own are made alike. */
	static ObjectNode representation(String id, NewPartner partner) {
		ObjectNode json = JsonMapper.shared().createObjectNode();
		json.put("id", id)
			.put("clientId", partner.client())
			.put("name", partner.name())
			.put("protocol", "openid-connect")
			.put("clientAuthenticatorType", "client-secret")
			.put("publicClient", false)
			.put("serviceAccountsEnabled", true)
			.put("fullScopeAllowed", false);
		OTHER_GRANTS.forEach((grant) -> json.put(grant, false));
		ObjectNode attributes = json.putObject("attributes");
		attributes.put(TOKEN_TYPE, "true")
			.put("client_credentials.use_refresh_token", "false")
			.put("use.refresh.tokens", "false");
		partner.binding().attributes().forEach(attributes::put);
		json.putArray("defaultClientScopes").add(TOKEN_SCOPE);
		partner.scopes().forEach(json.putArray("optionalClientScopes")::add);
		return json;
	}

	String id() {
		return this.json.path("id").asString("");
	}

	String clientId() {
		return this.json.path("clientId").asString("");
	}

	/**
	 * Whether its tokens can be a partner's: never one of Keycloak's own, or of people.
	 */
	boolean isPartners() {
		return this.json.path("serviceAccountsEnabled").asBoolean(false) && hasTokenScope();
	}

	/**
	 * Whether it has all that {@link #representation} gives, but for names and scopes.
	 */
	boolean isShapedAsMade() {
		return isPartners() && hasOnlyClientCredentials() && !mayHaveEveryRole() && is(TOKEN_TYPE);
	}

	boolean isEnabled() {
		return this.json.path("enabled").asBoolean(false);
	}

	/**
	 * Whether a token can be had with the client's own secret alone, and no other way.
	 */
	boolean hasOnlyClientCredentials() {
		return this.json.path("serviceAccountsEnabled").asBoolean(false)
				&& !this.json.path("publicClient").asBoolean(true)
				&& OTHER_GRANTS.stream().noneMatch((grant) -> this.json.path(grant).asBoolean(true));
	}

	boolean mayHaveEveryRole() {
		return this.json.path("fullScopeAllowed").asBoolean(true);
	}

	/** The scopes that its tokens may have, asked for or not. */
	List<String> scopes() {
		TreeSet<String> scopes = new TreeSet<>(texts("optionalClientScopes"));
		scopes.addAll(texts("defaultClientScopes"));
		scopes.remove(TOKEN_SCOPE);
		return List.copyOf(scopes);
	}

	boolean hasTokenScope() {
		return texts("defaultClientScopes").contains(TOKEN_SCOPE);
	}

	boolean is(String attribute) {
		return attribute(attribute).equals("true");
	}

	Optional<Instant> secretSince() {
		return time("client.secret.creation.time");
	}

	/** Until when the present secret is good; empty: without an end. */
	Optional<Instant> secretUntil() {
		return time("client.secret.expiration.time");
	}

	/** Until when the secret before the present one is good; empty: there is none. */
	Optional<Instant> oldSecretUntil() {
		return time("client.secret.rotated.expiration.time");
	}

	private Optional<Instant> time(String attribute) {
		String seconds = attribute(attribute);
		return seconds.matches("[1-9]\\d{0,11}") ? Optional.of(Instant.ofEpochSecond(Long.parseLong(seconds)))
				: Optional.empty();
	}

	private String attribute(String name) {
		return this.json.path("attributes").path(name).asString("");
	}

	private List<String> texts(String member) {
		return this.json.path(member).valueStream().map((text) -> text.asString("")).toList();
	}

	/** Not the representation: it may hold the secret. */
	@Override
	public String toString() {
		return clientId();
	}

}
