package dev.gatehouse.gateway.walk;

import dev.gatehouse.gateway.checklist.Checks;
import org.junit.jupiter.api.Test;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;

/**
 * A gateway that was not told its public address knows its place on this machine, and
 * refers nobody to it.
 */
@OpenBank
@Checks({ "A-89", "A-90", "A-91" })
class LocalMetadataTests {

	private final Bank bank;

	LocalMetadataTests(Bank bank) {
		this.bank = bank;
	}

	@Test
	void resourceIsThePlaceOnThisMachine() {
		String here = "http://localhost:" + this.bank.gate().port();
		Call call = Call.get("/.well-known/oauth-protected-resource").header("X-Forwarded-Host", "evil.example");
		assertThat(this.bank.send(call)).isOk()
			.hasMember("resource", "\"" + here + "\"")
			.hasMember("resource_name", "")
			.hasMember("resource_documentation", "");
		assertThat(this.bank.send(Call.get("/.well-known/oauth-protected-resource/v1/cards"))).isOk()
			.hasMember("resource", "\"" + here + "/v1/cards\"");
	}

	@Test
	void challengeRefersToNoMetadata() {
		assertThat(this.bank.send(Call.get("/v1/accounts"))).isProblem(401, "no-credentials", "none").hasChallenge("");
	}

}
