package dev.gatehouse.cli.partner;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.gatehouse.cli.terminal.Complaint;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The clients of a realm. */
final class Clients {

	private static final int PAGE = 200;

	private final AdminApi api;

	Clients(AdminApi api) {
		this.api = api;
	}

	RealmScopes scopes() throws InterruptedException {
		return new RealmScopes(this.api.get("/client-scopes").list());
	}

	Optional<PartnerClient> find(String client) throws InterruptedException {
		String asked = URLEncoder.encode(client, StandardCharsets.UTF_8);
		return this.api.get("/clients?clientId=" + asked)
			.list()
			.valueStream()
			.map(PartnerClient::new)
			.filter((found) -> found.clientId().equals(client) && !found.id().isEmpty())
			.findFirst();
	}

	/**
	 * The client of a partner.
	 * @throws Complaint if there is none
	 */
	PartnerClient get(String client) throws InterruptedException {
		PartnerClient found = find(client)
			.orElseThrow(() -> new Complaint("There is no client " + client + " in Keycloak."));
		if (!found.isPartners()) {
			throw new Complaint("The client " + client + " in Keycloak is no partner's: it is left alone.");
		}
		return found;
	}

	List<PartnerClient> all() throws InterruptedException {
		List<PartnerClient> all = new ArrayList<>();
		int before = -1;
		while (all.size() > before && all.size() % PAGE == 0) {
			before = all.size();
			this.api.get("/clients?first=" + before + "&max=" + PAGE)
				.list()
				.valueStream()
				.map(PartnerClient::new)
				.forEach(all::add);
		}
		return all;
	}

	void create(ObjectNode representation) throws InterruptedException {
		AdminAnswer answer = this.api.post("/clients", representation);
		if (answer.status() != 201) {
			throw answer.failed();
		}
	}

	/** The client of that id, as it has become. */
	PartnerClient read(String id) throws InterruptedException {
		return new PartnerClient(this.api.get("/clients/" + id).object());
	}

	/** Changes attributes and nothing else. */
	void setAttributes(PartnerClient client, ObjectNode attributes) throws InterruptedException {
		ObjectNode change = attributes.objectNode();
		change.put("clientId", client.clientId()).set("attributes", attributes);
		AdminAnswer answer = this.api.put("/clients/" + client.id(), change);
		if (answer.status() != 204) {
			throw answer.failed();
		}
	}

	/** Removes it, if it is there. */
	void delete(String id) throws InterruptedException {
		AdminAnswer answer = this.api.delete("/clients/" + id);
		if (answer.status() != 204 && answer.status() != 404) {
			throw answer.failed();
		}
	}

	String secret(String id) throws InterruptedException {
		return secret(this.api.get("/clients/" + id + "/client-secret"));
	}

	/** Gives it another secret. */
	String renewSecret(String id) throws InterruptedException {
		return secret(this.api.post("/clients/" + id + "/client-secret", null));
	}

	/** Ends the secret before the present one. */
	void endOldSecret(String id) throws InterruptedException {
		AdminAnswer answer = this.api.delete("/clients/" + id + "/client-secret/rotated");
		if (answer.status() != 204 && answer.status() != 404) {
			throw answer.failed();
		}
	}

	private static String secret(AdminAnswer answer) {
		JsonNode value = answer.object().path("value");
		if (value.asString("").isBlank()) {
			throw new Complaint("Keycloak does not say what the client's secret is.");
		}
		return value.asString();
	}

}
