package dev.gatehouse.system.walk;

import java.time.Duration;
import java.util.Map;

import dev.gatehouse.system.Answer;
import dev.gatehouse.system.KeycloakAdmin;
import dev.gatehouse.system.Partner;
import dev.gatehouse.system.local.LocalBank;

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

	private final KeycloakClient client;

	private final KeycloakClient other;

	CutoffWalk(LocalBank bank) {
		this.bank = bank;
		this.client = new KeycloakClient(bank, CLIENT);
		this.other = new KeycloakClient(bank, OTHER);
	}

	void walk() {
		try {
			ofOtherThingsNothing();
			String other = this.other.token();
			disabled();
			ended(this.client::rotate);
			ended(this.client::setSecret);
			ended(this.client::logOut);
			ended(this.client::setNotBefore);
			ended(this.client::makeAnew);
			awayMeanwhile();
			assertThat(reason(other, "/v1/loans")).isEmpty();
			ended(() -> admin().post("/logout-all", Map.of()));
			assertThat(reason(other, "/v1/loans")).isEqualTo("revoked");
		}
		finally {
			this.client.restore();
			admin().put("", Map.of("notBefore", 0));
		}
	}

	/**
	 * A change that ends nothing, before one that does: when the latter is known at the
	 * gate, so is the former.
	 */
	private void ofOtherThingsNothing() {
		String token = this.client.token();
		this.client.describe();
		String other = this.other.token();
		this.other.logOut();
		await().atMost(SOON).until(() -> reason(other, "/v1/loans").equals("revoked"));
		assertThat(reason(token, CARDS)).isEmpty();
	}

	private void disabled() {
		String token = this.client.token();
		assertThat(reason(token, CARDS)).isEmpty();
		this.client.enable(false);
		awaitEnd(token);
		this.client.enable(true);
		assertThat(reason(token, CARDS)).isEqualTo("revoked");
		assertThat(reason(this.client.token(), CARDS)).isEmpty();
	}

	/**
	 * The token of before is over soon, the one of after is good at once and stays so.
	 */
	private void ended(Runnable change) {
		String before = this.client.token();
		assertThat(reason(before, CARDS)).isEmpty();
		change.run();
		String after = this.client.token();
		assertThat(reason(after, CARDS)).isEmpty();
		awaitEnd(before);
		assertThat(reason(after, CARDS)).isEmpty();
	}

	private void awaitEnd(String token) {
		await().atMost(SOON).pollInterval(Duration.ofMillis(100)).until(() -> reason(token, CARDS).equals("revoked"));
	}

	/** What happens while the gate is away is known to it when it serves. */
	private void awayMeanwhile() {
		String before = this.client.token();
		assertThat(reason(before, CARDS)).isEmpty();
		this.bank.kill("gateway");
		this.client.rotate();
		String after = this.client.token();
		this.bank.up();
		assertThat(reason(before, CARDS)).isEqualTo("revoked");
		assertThat(reason(after, CARDS)).isEmpty();
	}

	private KeycloakAdmin admin() {
		return new KeycloakAdmin(this.bank);
	}

	/** Why the token is refused; empty: it is served. */
	private String reason(String token, String path) {
		Answer answer = Partner.readAt(this.bank.gateway(), token, path);
		return (answer.status() == 200) ? "" : answer.json().path("reason").asString();
	}

}
