package dev.gatehouse.system.walk;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import dev.gatehouse.system.Answer;
import dev.gatehouse.system.KeycloakAdmin;
import dev.gatehouse.system.Partner;
import dev.gatehouse.system.local.KeycloakDatabase;
import dev.gatehouse.system.local.LocalBank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * More clients were changed than Keycloak names to the gateways: a further change is
 * known at the gate all the same, and ends no tokens but its own client's.
 */
final class ManyCutoffsWalk {

	private static final int MOST = 10_000;

	private static final Duration SOON = Duration.ofSeconds(5);

	private static final String CLIENT = "initech-cards";

	private static final String OTHER = "globex-lending";

	private final LocalBank bank;

	ManyCutoffsWalk(LocalBank bank) {
		this.bank = bank;
	}

	void walk() {
		try (KeycloakDatabase database = this.bank.keycloakDatabase()) {
			try {
				furtherChangeEndsNoOthers(database, "lpad(n::text, 12, 'f')");
				// The longest that there can be: each character takes six in JSON, or
				// twelve.
				furtherChangeEndsNoOthers(database, "lpad(n::text, 255, chr(1))");
				furtherChangeEndsNoOthers(database, "lpad(n::text, 255, chr(128512))");
				tokenOfThatSecondIsGood(database);
			}
			finally {
				empty(database);
			}
		}
	}

	private void furtherChangeEndsNoOthers(KeycloakDatabase database, String name) {
		fill(database, MOST, name, 0);
		String other = otherToken();
		ended();
		assertThat(otherReason(other)).isEmpty();
		ended();
		assertThat(otherReason(other)).isEmpty();
		empty(database);
	}

	/**
	 * All tokens end where too many clients change in one second. One that is fetched in
	 * the same second is good at once, and stays so.
	 */
	private void tokenOfThatSecondIsGood(KeycloakDatabase database) {
		String before = otherToken();
		database.execute("select pg_sleep(ceil(extract(epoch from clock_timestamp()))"
				+ " - extract(epoch from clock_timestamp()))");
		fill(database, MOST + 1, "lpad(n::text, 12, 'g')", 1);
		String after = otherToken();
		await().atMost(SOON).until(() -> otherReason(before).equals("revoked"));
		assertThat(otherReason(after)).isEmpty();
	}

	/** As if so many clients had been changed just now. */
	private static void fill(KeycloakDatabase database, int clients, String name, int ahead) {
		database.execute("insert into gatehouse_cutoff select 'filler-' || n, realm.id, " + name
				+ ", floor(extract(epoch from clock_timestamp())) + " + ahead + " from realm, generate_series(1, "
				+ clients + ") as n where realm.name = 'bank'");
	}

	private static void empty(KeycloakDatabase database) {
		database.execute("delete from gatehouse_cutoff where id like 'filler-%'");
	}

	/** Whatever else is told, this is known soon. */
	private void ended() {
		String token = new Partner(this.bank, CLIENT).token("");
		assertThat(reason(token, "/v1/cards")).isEmpty();
		KeycloakAdmin admin = new KeycloakAdmin(this.bank);
		String path = "/clients/" + admin.get("/clients?clientId=" + CLIENT).path(0).path("id").asString();
		enable(admin, path, false);
		enable(admin, path, true);
		await().atMost(SOON).until(() -> reason(token, "/v1/cards").equals("revoked"));
	}

	private static void enable(KeycloakAdmin admin, String path, boolean enabled) {
		Map<String, Object> members = new HashMap<>();
		members.put("clientId", CLIENT);
		members.put("enabled", enabled);
		// Without it, the policy of secrets fails in Keycloak.
		members.put("attributes", Map.of());
		admin.put(path, members);
	}

	private String otherToken() {
		return new Partner(this.bank, OTHER).token("");
	}

	private String otherReason(String token) {
		return reason(token, "/v1/loans");
	}

	/** Why the token is refused; empty: it is served. */
	private String reason(String token, String path) {
		Answer answer = Partner.readAt(this.bank.gateway(), token, path);
		return (answer.status() == 200) ? "" : answer.json().path("reason").asString();
	}

}
