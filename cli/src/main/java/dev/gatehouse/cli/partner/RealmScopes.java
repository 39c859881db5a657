package dev.gatehouse.cli.partner;

import java.util.List;
import java.util.Optional;

import dev.gatehouse.cli.matrix.BuiltInScopes;
import dev.gatehouse.cli.terminal.Complaint;
import tools.jackson.databind.JsonNode;

/**
 * The client scopes of a realm.
 *
 * @param json the list of their representations
 */
record RealmScopes(JsonNode json) {

	private static final String OPENID_CONNECT = "openid-connect";

	/** Those that a partner can have. */
	List<String> names() {
		return this.json.valueStream()
			.filter((scope) -> scope.path("protocol").asString(OPENID_CONNECT).equals(OPENID_CONNECT))
			.map(RealmScopes::name)
			.filter(this::isOfApis)
			.sorted()
			.toList();
	}

	/**
	 * Holds wishes against what there is.
	 * @throws Complaint if the realm cannot give them
	 */
	void require(List<String> wished, String audience) {
		for (String scope : wished) {
			if (!names().contains(scope)) {
				throw new Complaint(
						"There is no scope " + scope + " in the realm; there are " + String.join(" ", names()) + ".");
			}
		}
		if (!hasAudience(audience)) {
			throw new Complaint(missingAudience(audience) + ".");
		}
	}

	/**
	 * Whether a token with this scope could open something. One that Keycloak gives to
	 * clients by itself does not, nor one that is kept out of tokens.
	 */
	boolean isOfApis(String scope) {
		return !scope.equals(PartnerClient.TOKEN_SCOPE) && !BuiltInScopes.contains(scope)
				&& find(scope).map((found) -> found.at("/attributes/include.in.token.scope").asString("true"))
					.orElse("true")
					.equals("true");
	}

	/** Whether a token with the partners' own scope is for the gateway. */
	boolean hasAudience(String audience) {
		return find(PartnerClient.TOKEN_SCOPE).stream()
			.flatMap((scope) -> scope.path("protocolMappers").valueStream())
			.filter((mapper) -> mapper.path("protocolMapper").asString("").equals("oidc-audience-mapper"))
			.anyMatch((mapper) -> mapper.at("/config/included.custom.audience").asString("").equals(audience)
					&& mapper.at("/config/access.token.claim").asString("").equals("true"));
	}

	String missingAudience(String audience) {
		return find(PartnerClient.TOKEN_SCOPE).isEmpty()
				? "the realm has no client scope " + PartnerClient.TOKEN_SCOPE + ", which all partners need"
				: "the realm's scope " + PartnerClient.TOKEN_SCOPE + " has no mapper for the audience " + audience;
	}

	private Optional<JsonNode> find(String scope) {
		return this.json.valueStream().filter((one) -> name(one).equals(scope)).findFirst();
	}

	private static String name(JsonNode scope) {
		return scope.path("name").asString("");
	}

}
