package dev.gatehouse.cli.partner;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Registry and Keycloak side by side.
 *
 * @param registry the registry
 * @param clients Keycloak's clients
 * @param audience whom the gateway is to tokens
 * @param sightings what gateways have seen
 * @param now the present time
 */
record Survey(Registry registry, Clients clients, String audience, Sightings sightings, Instant now) {

	/** All partners in the registry's order, then clients that it does not know. */
	List<Row> all() throws InterruptedException {
		Faults faults = new Faults(this.clients.scopes(), this.audience, this.now);
		Map<String, PartnerClient> found = new LinkedHashMap<>();
		this.clients.all().forEach((client) -> found.put(client.clientId(), client));
		List<Row> rows = new ArrayList<>();
		for (RegisteredPartner partner : this.registry.all()) {
			rows.add(row(partner, Optional.ofNullable(found.remove(partner.client())), faults));
		}
		found.values().stream().filter(this.clients::isLeftOver).forEach((client) -> rows.add(left(client)));
		return rows;
	}

	/** One that is registered. */
	Row one(String client) throws InterruptedException {
		RegisteredPartner partner = this.registry.get(client);
		return row(partner, this.clients.find(client), new Faults(this.clients.scopes(), this.audience, this.now));
	}

	private Row row(RegisteredPartner partner, Optional<PartnerClient> client, Faults faults) {
		return new Row(Optional.of(partner), client, this.sightings.lastSeen(partner.client()),
				this.sightings.freshTokens(partner.client()), faults.of(partner, client));
	}

	private Row left(PartnerClient client) {
		return new Row(Optional.empty(), Optional.of(client), this.sightings.lastSeen(client.clientId()),
				Optional.empty(),
				List.of("a client in Keycloak that the registry does not know: ./gatehouse partner remove removes it"));
	}

}
