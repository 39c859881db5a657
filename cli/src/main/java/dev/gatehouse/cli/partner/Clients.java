package dev.gatehouse.cli.partner;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.gatehouse.cli.credentials.Credentials;
import dev.gatehouse.cli.terminal.Complaint;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The clients of a realm. */
final class Clients {

	private static final int PAGE = 200;

	/** What answers on and on is no Keycloak. */
	private static final int MOST = 200_000;

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
		if (!isPartners(found)) {
			throw new Complaint("The client " + client + " in Keycloak is no partner's: it is left alone.");
		}
		return found;
	}

	/**
	 * Whether it may be acted upon. The account that asks never is, whatever it has: the
	 * realm may give every new client the partners' scope.
	 */
	boolean isPartners(PartnerClient client) {
		return client.isPartners() && !isAccount(client.clientId());
	}

	/** Whether it is what this command makes, for one that the registry does not know. */
	boolean isLeftOver(PartnerClient client) {
		return client.isShapedAsMade() && !isAccount(client.clientId());
	}

	private boolean isAccount(String client) {
		return client.equals(Credentials.ONBOARDING) || this.api.isAccount(client);
	}

	List<PartnerClient> all() throws InterruptedException {
		List<PartnerClient> all = new ArrayList<>();
		int before = -1;
		while (all.size() > before && all.size() % PAGE == 0 && all.size() < MOST) {
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

	/**
	 * Removes a client, and asks again while Keycloak does not say what became of it.
	 * @param made whether it is or was there for certain; false: its making was not
	 * answered, and may still be done
	 * @return whether it is gone for good; false: it is not there, and may still come
	 * @throws OutcomeUnknown if Keycloak does not say that it is gone
	 */
	boolean remove(String id, boolean made) throws InterruptedException {
		return settle(() -> (delete(id) || made) ? Optional.of(true) : Optional.empty()).orElse(false);
	}

	/** Takes a step, and again while nothing is known after it. */
	<T> Optional<T> settle(Patience.Step<T> step) throws InterruptedException {
		return this.api.patience().settle(step);
	}

	/** Removes it, and returns whether it was there. */
	private boolean delete(String id) throws InterruptedException {
		AdminAnswer answer = this.api.delete("/clients/" + id);
		if (answer.status() != 204 && answer.status() != 404) {
			throw answer.failed();
		}
		return answer.status() == 204;
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
