package dev.gatehouse.cli.partner;

import java.util.List;

import dev.gatehouse.cli.terminal.Complaint;
import tools.jackson.databind.JsonNode;

/**
 * The client scopes of a realm.
 *
 * @param json the list of their representations
 */
record RealmScopes(JsonNode json) {

	/** Those that a partner can have. */
	List<String> names() {
		return this.json.valueStream()
			.map((scope) -> scope.path("name").asString(""))
			.filter((name) -> !name.equals(PartnerClient.TOKEN_SCOPE))
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

	/** Whether a token with the partners' own scope is for the gateway. */
	boolean hasAudience(String audience) {
		return this.json.valueStream()
			.filter((scope) -> scope.path("name").asString("").equals(PartnerClient.TOKEN_SCOPE))
			.flatMap((scope) -> scope.path("protocolMappers").valueStream())
			.filter((mapper) -> mapper.path("protocolMapper").asString("").equals("oidc-audience-mapper"))
			.anyMatch((mapper) -> mapper.at("/config/included.custom.audience").asString("").equals(audience)
					&& mapper.at("/config/access.token.claim").asString("").equals("true"));
	}

	static String missingAudience(String audience) {
		return "the realm's scope " + PartnerClient.TOKEN_SCOPE + " has no mapper for the audience " + audience;
	}

}
