package dev.gatehouse.system.walk;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import dev.gatehouse.system.Bank;
import dev.gatehouse.system.KeycloakAdmin;
import dev.gatehouse.system.Partner;
import tools.jackson.databind.JsonNode;

/** A client of the bank's realm, as its administrator changes it. */
final class KeycloakClient {

	private final Bank bank;

	private final String name;

	private String path;

	private String secret;

	KeycloakClient(Bank bank, String name) {
		this.bank = bank;
		this.name = name;
		this.path = find();
		this.secret = bank.secret(name);
	}

	/** A token, fetched anew with the secret that the client has now. */
	String token() {
		return new Partner(new KnownSecret(this.bank, this.secret), this.name).token("");
	}

	/** What ends nothing. */
	void describe() {
		change(Map.of("description", "changed", "secret", this.secret));
	}

	void enable(boolean enabled) {
		change(Map.of("enabled", enabled));
	}

	void rotate() {
		admin().post(this.path + "/client-secret", Map.of());
		readSecret();
	}

	void setSecret() {
		change(Map.of("secret", this.secret + "x"));
		readSecret();
	}

	void logOut() {
		String user = admin().get(this.path + "/service-account-user").path("id").asString();
		admin().post("/users/" + user + "/logout", Map.of());
	}

	void setNotBefore() {
		change(Map.of("notBefore", Instant.now().getEpochSecond()));
	}

	/** Deletes it and makes another of that name. */
	void makeAnew() {
		JsonNode present = admin().get(this.path);
		admin().delete(this.path);
		admin().post("/clients", present);
		this.path = find();
		readSecret();
	}

	/** As the bank knows it. */
	void restore() {
		change(Map.of("enabled", true, "secret", this.bank.secret(this.name), "notBefore", 0));
	}

	private void readSecret() {
		this.secret = admin().get(this.path + "/client-secret").path("value").asString();
	}

	private void change(Map<String, Object> members) {
		Map<String, Object> all = new HashMap<>(members);
		all.put("clientId", this.name);
		// Without it, the policy of secrets fails in Keycloak.
		all.put("attributes", Map.of());
		admin().put(this.path, all);
	}

	private String find() {
		return "/clients/" + admin().get("/clients?clientId=" + this.name).path(0).path("id").asString();
	}

	private KeycloakAdmin admin() {
		return new KeycloakAdmin(this.bank);
	}

}
