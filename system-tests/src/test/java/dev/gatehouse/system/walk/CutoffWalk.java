package dev.gatehouse.system.walk;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import dev.gatehouse.system.Answer;
import dev.gatehouse.system.KeycloakAdmin;
import dev.gatehouse.system.Partner;
import dev.gatehouse.system.local.LocalBank;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What an administrator ends in Keycloak is over at the gate within five seconds, also if
 * the gate was away; a token that is fetched after it is served at once; and nothing else
 * ends a token.
 */
final class CutoffWalk {

	private static final Duration SOON = Duration.ofSeconds(5);

	private static final String CLIENT = "initech-cards";

	private static final String OTHER = "globex-lending";

	private static final String CARDS = "/v1/cards";

	private final LocalBank bank;

	private String client;

	private String secret;

	CutoffWalk(LocalBank bank) {
		this.bank = bank;
		this.client = path(CLIENT);
		this.secret = bank.secret(CLIENT);
	}

	void walk() {
		try {
			ofOtherThingsNothing();
			String other = new Partner(this.bank, OTHER).token("");
			disabled();
			ended(this::rotate);
			ended(this::setSecret);
			ended(this::logOut);
			ended(() -> change(Map.of("notBefore", Instant.now().getEpochSecond())));
			ended(this::makeAnew);
			awayMeanwhile();
			assertThat(reason(other, "/v1/loans")).isEmpty();
			ended(() -> admin().post("/logout-all", Map.of()));
			assertThat(reason(other, "/v1/loans")).isEqualTo("revoked");
		}
		finally {
			change(Map.of("secret", this.bank.secret(CLIENT), "notBefore", 0));
			admin().put("", Map.of("notBefore", 0));
		}
	}

	/**
	 * A change that ends nothing, before one that does: when the latter is known at the
	 * gate, so is the former.
	 */
	private void ofOtherThingsNothing() {
		String token = token();
		change(Map.of("description", "changed", "secret", this.secret));
		String other = new Partner(this.bank, OTHER).token("");
		admin().post("/users/" + serviceAccount(OTHER) + "/logout", Map.of());
		await().atMost(SOON).until(() -> reason(other, "/v1/loans").equals("revoked"));
		assertThat(reason(token, CARDS)).isEmpty();
	}

	private void disabled() {
		String token = token();
		assertThat(reason(token, CARDS)).isEmpty();
		change(Map.of("enabled", false));
		awaitEnd(token);
		change(Map.of("enabled", true));
		assertThat(reason(token, CARDS)).isEqualTo("revoked");
		assertThat(reason(token(), CARDS)).isEmpty();
	}

	/**
	 * The token of before is over soon, the one of after is good at once and stays so.
	 */
	private void ended(Runnable change) {
		String before = token();
		assertThat(reason(before, CARDS)).isEmpty();
		change.run();
		String after = token();
		assertThat(reason(after, CARDS)).isEmpty();
		awaitEnd(before);
		assertThat(reason(after, CARDS)).isEmpty();
	}

	private void awaitEnd(String token) {
		await().atMost(SOON).pollInterval(Duration.ofMillis(100)).until(() -> reason(token, CARDS).equals("revoked"));
	}

	/** What happens while the gate is away is known to it when it serves. */
	private void awayMeanwhile() {
		String before = token();
		assertThat(reason(before, CARDS)).isEmpty();
		this.bank.kill("gateway");
		rotate();
		String after = token();
		this.bank.up();
		assertThat(reason(before, CARDS)).isEqualTo("revoked");
		assertThat(reason(after, CARDS)).isEmpty();
	}

	private void rotate() {
		admin().post(this.client + "/client-secret", Map.of());
		readSecret();
	}

	private void setSecret() {
		change(Map.of("secret", this.secret + "x"));
		readSecret();
	}

	private void readSecret() {
		this.secret = admin().get(this.client + "/client-secret").path("value").asString();
	}

	private void logOut() {
		admin().post("/users/" + serviceAccount(CLIENT) + "/logout", Map.of());
	}

	private String serviceAccount(String client) {
		return admin().get(path(client) + "/service-account-user").path("id").asString();
	}

	private String path(String client) {
		return "/clients/" + admin().get("/clients?clientId=" + client).path(0).path("id").asString();
	}

	private void makeAnew() {
		JsonNode present = admin().get(this.client);
		admin().delete(this.client);
		admin().post("/clients", present);
		this.client = path(CLIENT);
		readSecret();
	}

	private void change(Map<String, Object> members) {
		Map<String, Object> all = new HashMap<>(members);
		all.put("clientId", CLIENT);
		// Without it, the policy of secrets fails in Keycloak.
		all.put("attributes", Map.of());
		admin().put(this.client, all);
	}

	private KeycloakAdmin admin() {
		return new KeycloakAdmin(this.bank);
	}

	private String token() {
		return new Partner(new KnownSecret(this.bank, this.secret), CLIENT).token("");
	}

	/** Why the token is refused; empty: it is served. */
	private String reason(String token, String path) {
		Answer answer = Partner.readAt(this.bank.gateway(), token, path);
		return (answer.status() == 200) ? "" : answer.json().path("reason").asString();
	}

}
