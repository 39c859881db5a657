package dev.gatehouse.system.walk;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.gatehouse.system.Answer;
import dev.gatehouse.system.KeycloakAdmin;
import dev.gatehouse.system.Partner;
import dev.gatehouse.system.local.KeycloakDatabase;
import dev.gatehouse.system.local.LocalBank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Who has identified itself just before a client is shut out, or is believed by a node
 * that has not heard of it yet, gets no token that outlives it.
 */
final class LateLoginWalk {

	private static final Duration SOON = Duration.ofSeconds(5);

	private static final String CLIENT = "globex-lending";

	private static final String NEW_SECRET = "another-secret-of-globex-lending";

	private static final String SLOW = "gatehouse_slow";

	private final LocalBank bank;

	private final String id;

	LateLoginWalk(LocalBank bank) {
		this.bank = bank;
		this.id = admin().get("/clients?clientId=" + CLIENT).path(0).path("id").asString();
	}

	void walk() {
		try (KeycloakDatabase database = this.bank.keycloakDatabase()) {
			try {
				duringTheChange(database);
				slowCommit(database);
			}
			finally {
				restore(database);
			}
		}
	}

	/** The change is made at another node, while a login of this one is under way. */
	private void duringTheChange(KeycloakDatabase database) {
		String disable = "update client set enabled = false where id = ?";
		String service = "update user_entity set enabled = false where service_account_client_link = ?";
		String rotate = "update client set secret = '" + NEW_SECRET + "' where id = ?";
		assertThat(answer(database, rotate, oldSecret(60)).statusCode()).isEqualTo(200);
		restore(database);
		assertThat(answer(database, "select 1 where ? <> ''").statusCode()).isEqualTo(200);
		refused(database, rotate, oldSecret(-60));
		refused(database, rotate);
		refused(database, disable);
		refused(database, service);
		refused(database, "update client set client_id = client_id || '-gone' where id = ?");
	}

	private void refused(KeycloakDatabase database, String... change) {
		HttpResponse<String> answer = answer(database, change);
		assertThat(answer.statusCode()).as(change[0]).isEqualTo(401);
		assertThat(Partner.parse(answer.body()).path("error").asString()).isEqualTo("invalid_client");
		// What this node has in its cache is old still.
		assertThat(login().statusCode()).as(change[0]).isEqualTo(401);
		restore(database);
	}

	/**
	 * Returns what a login gets that was under way at the change, which ends the tokens
	 * of before. A token is good at the gate, then and when the gate knows of the change.
	 */
	private HttpResponse<String> answer(KeycloakDatabase database, String... change) {
		String before = token(login());
		database.begin();
		database.execute("lock table gatehouse_cutoff in access exclusive mode");
		CompletableFuture<HttpResponse<String>> late = CompletableFuture.supplyAsync(this::login);
		await().atMost(SOON)
			.until(() -> database.number("select count(*) from pg_locks where not granted"
					+ " and relation = 'gatehouse_cutoff'::regclass") > 0);
		for (String statement : change) {
			database.execute(statement, this.id);
		}
		database.execute("insert into gatehouse_cutoff select gen_random_uuid()::text, realm_id, '" + CLIENT
				+ "', floor(extract(epoch from clock_timestamp())) + 1 from client where id = ?", this.id);
		database.commit();
		HttpResponse<String> answer = late.join();
		if (answer.statusCode() == 200) {
			await().atMost(SOON).until(() -> reason(before).equals("revoked"));
			assertThat(reason(token(answer))).isEmpty();
		}
		return answer;
	}

	/** The old secret, good for so many seconds more, as Keycloak keeps it. */
	private String oldSecret(int seconds) {
		return """
				insert into client_attributes (client_id, name, value) select client.id, attribute.name, attribute.value from client, (values
				('client.secret.rotated', '%s'), ('client.secret.rotated.creation.time', '1'),
				('client.secret.rotated.expiration.time', (floor(extract(epoch from now())) + %d)::bigint::text))
				as attribute (name, value) where client.id = ?"""
			.formatted(this.bank.secret(CLIENT), seconds);
	}

	/**
	 * The commit takes until another second, and all the while the client gets tokens.
	 */
	private void slowCommit(KeycloakDatabase database) {
		database.execute("create function " + SLOW
				+ "() returns trigger language plpgsql as 'begin perform pg_sleep(1.5); return null; end'");
		database.execute("create constraint trigger " + SLOW + " after insert on gatehouse_cutoff"
				+ " deferrable initially deferred for each row execute function " + SLOW + "()");
		Queue<String> tokens = new ConcurrentLinkedQueue<>();
		AtomicBoolean over = new AtomicBoolean();
		CompletableFuture<Void> logins = CompletableFuture.runAsync(() -> logInUntil(over, tokens));
		await().atMost(SOON).until(() -> !tokens.isEmpty());
		change(Map.of("enabled", false));
		over.set(true);
		logins.join();
		dropTrigger(database);
		assertThat(tokens.stream().map(LateLoginWalk::issued).distinct().count()).isGreaterThan(1);
		assertThat(tokens).allSatisfy((token) -> await().atMost(SOON).until(() -> reason(token).equals("revoked")));
	}

	private void logInUntil(AtomicBoolean over, Queue<String> tokens) {
		while (!over.get()) {
			HttpResponse<String> answer = login();
			if (answer.statusCode() == 200) {
				tokens.add(token(answer));
			}
		}
	}

	private static void dropTrigger(KeycloakDatabase database) {
		database.execute("drop trigger if exists " + SLOW + " on gatehouse_cutoff");
		database.execute("drop function if exists " + SLOW);
	}

	private void restore(KeycloakDatabase database) {
		database.rollback();
		dropTrigger(database);
		database.execute("delete from client_attributes where name like 'client.secret.rotated%' and client_id = ?",
				this.id);
		database.execute("update user_entity set enabled = true where service_account_client_link = ?", this.id);
		database.execute("update client set client_id = '" + CLIENT + "' where id = ?", this.id);
		change(Map.of("enabled", true, "secret", this.bank.secret(CLIENT)));
		await().atMost(SOON).until(() -> login().statusCode() == 200);
	}

	private void change(Map<String, Object> members) {
		Map<String, Object> all = new HashMap<>(members);
		all.put("clientId", CLIENT);
		// Without it, the policy of secrets fails in Keycloak.
		all.put("attributes", Map.of());
		admin().put("/clients/" + this.id, all);
	}

	private KeycloakAdmin admin() {
		return new KeycloakAdmin(this.bank);
	}

	private HttpResponse<String> login() {
		return new Partner(this.bank, CLIENT).ask("grant_type=client_credentials");
	}

	private static String token(HttpResponse<String> answer) {
		return Partner.parse(answer.body()).path("access_token").asString();
	}

	private static long issued(String token) {
		return Partner.part(token, 1).path("iat").asLong();
	}

	/** Why the token is refused; empty: it is served. */
	private String reason(String token) {
		Answer answer = Partner.readAt(this.bank.gateway(), token, "/v1/loans");
		return (answer.status() == 200) ? "" : answer.json().path("reason").asString();
	}

}
