package dev.gatehouse.cli.partner;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What is wrong between the registry, Keycloak and what the gateway takes, each as a
 * clause.
 *
 * @param scopes the realm's scopes
 * @param audience whom the gateway is to tokens
 * @param now the present time
 */
record Faults(RealmScopes scopes, String audience, Instant now) {

	/** Of a partner that is registered. */
	List<String> of(RegisteredPartner partner, Optional<PartnerClient> client) {
		List<String> faults = new ArrayList<>();
		if (client.isEmpty()) {
			faults.add("no client in Keycloak: remove and add it");
			return faults;
		}
		PartnerClient found = client.get();
		if (!found.isEnabled()) {
			faults.add("disabled in Keycloak");
		}
		addGrants(faults, found);
		addToken(faults, found);
		addScopes(faults, partner, found);
		addBinding(faults, partner, found);
		if (found.secretUntil().filter(this.now::isAfter).isPresent()) {
			faults.add("the secret has expired");
		}
		return faults;
	}

	private static void addGrants(List<String> faults, PartnerClient client) {
		if (!client.hasOnlyClientCredentials()) {
			faults.add("other grants than client credentials in Keycloak");
		}
		if (client.mayHaveEveryRole()) {
			faults.add("full scope allowed in Keycloak");
		}
	}

	private void addToken(List<String> faults, PartnerClient client) {
		if (!client.hasTokenScope()) {
			faults.add("scope " + PartnerClient.TOKEN_SCOPE + " missing in Keycloak");
		}
		else if (!this.scopes.hasAudience(this.audience)) {
			faults.add(this.scopes.missingAudience(this.audience));
		}
		if (!client.is(PartnerClient.TOKEN_TYPE)) {
			faults.add("tokens are not of type at+jwt");
		}
		if (client.is("client_credentials.use_refresh_token")) {
			faults.add("refresh tokens in Keycloak");
		}
	}

	private void addScopes(List<String> faults, RegisteredPartner partner, PartnerClient client) {
		TreeSet<String> above = new TreeSet<>(client.scopes());
		partner.scopes().forEach(above::remove);
		above.removeIf((scope) -> !this.scopes.isOfApis(scope));
		if (!above.isEmpty()) {
			faults.add("above the ceiling in Keycloak: " + String.join(" ", above));
		}
		TreeSet<String> missing = new TreeSet<>(partner.scopes());
		client.scopes().forEach(missing::remove);
		if (!missing.isEmpty()) {
			faults.add("not given in Keycloak: " + String.join(" ", missing));
		}
	}

	private static void addBinding(List<String> faults, RegisteredPartner partner, PartnerClient client) {
		Arrays.stream(Binding.values())
			.filter((binding) -> binding.toString().equals(partner.binding()))
			.filter((binding) -> !binding.attributes().keySet().stream().allMatch(client::is))
			.forEach((binding) -> faults.add("tokens are not bound in Keycloak (" + binding + ")"));
	}

}
