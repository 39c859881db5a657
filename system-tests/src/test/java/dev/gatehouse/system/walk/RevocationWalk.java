package dev.gatehouse.system.walk;

import java.time.Duration;
import java.time.Instant;

import dev.gatehouse.system.Answer;
import dev.gatehouse.system.Operator;
import dev.gatehouse.system.Partner;
import dev.gatehouse.system.local.LocalBank;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An operator shuts a partner's tokens out, at once, and takes that back. */
final class RevocationWalk {

	private static final String CLIENT = "acme-treasury";

	private final LocalBank bank;

	RevocationWalk(LocalBank bank) {
		this.bank = bank;
	}

	void walk() {
		String stolen = token();
		assertThat(read(stolen).status()).isEqualTo(200);
		assertThat(this.bank.run("revoke", CLIENT)).contains("at this gateway");
		assertThat(read(stolen).text("/reason")).isEqualTo("revoked");
		afterASecondItsNextTokenIsGood();
		afterARestartItIsStillRevoked(stolen);
		JsonNode list = Partner.parse(this.bank.run("revoke", "list", "--json"));
		assertThat(list.path("revocations").path(0).path("id").asString()).isEqualTo(CLIENT);
		this.bank.run("revoke", "undo", CLIENT);
		assertThat(read(stolen).status()).isEqualTo(200);
		Operator.Output again = this.bank.tryRun("revoke", "undo", CLIENT);
		assertThat(again.status()).isEqualTo(1);
		assertThat(again.text()).contains("no such revocation")
			.doesNotContain(this.bank.credential("GATEHOUSE_MANAGEMENT_SECRET"));
	}

	private void afterASecondItsNextTokenIsGood() {
		Instant revoked = Instant.now();
		await().pollInterval(Duration.ofMillis(200)).until(() -> read(token()).status() == 200);
		assertThat(Duration.between(revoked, Instant.now())).isLessThan(Duration.ofSeconds(4));
	}

	private void afterARestartItIsStillRevoked(String stolen) {
		this.bank.kill("gateway");
		this.bank.up();
		assertThat(read(stolen).status()).isEqualTo(401);
	}

	private String token() {
		return new Partner(this.bank, CLIENT).token("");
	}

	private Answer read(String token) {
		return Partner.readAt(this.bank.gateway(), token, "/v1/accounts");
	}

}
