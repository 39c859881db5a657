package dev.gatehouse.gateway.walk;

import dev.gatehouse.gateway.checklist.Checks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * One token, in one Authorization header field: anything else is no credential, or too
 * many (RFC 6750, sections 2 and 3.1).
 */
@OpenBank
@Checks({ "A-3", "A-4", "A-6", "A-7", "A-8", "A-9", "A-10", "A-11", "A-12" })
class CredentialsTests {

	private final Bank bank;

	CredentialsTests(Bank bank) {
		this.bank = bank;
	}

	@AfterEach
	void nothingReachesAService() {
		assertThat(this.bank.arrivals()).isZero();
	}

	@Test
	@Checks("A-3")
	void requestWithoutCredentialsIsChallengedWithoutAnError() {
		assertNoCredentials(Call.get("/v1/accounts"));
	}

	@Checks("A-4")
	@ParameterizedTest
	@ValueSource(strings = { "Basic YTpi", "Digest a=b", "Bearer", "BearerX abc", "DPoPX abc", "DPoP", "" })
	void otherSchemesAreNoCredentials(String authorization) {
		assertNoCredentials(Call.get("/v1/accounts").header("Authorization", authorization));
	}

	@Checks({ "A-6", "A-8", "A-133" })
	@Test
	void tokenElsewhereIsNoCredential() {
		String token = this.bank.token().text();
		assertNoCredentials(Call.get("/v1/accounts?access_token=" + token));
		assertNoCredentials(Call.get("/v1/accounts").header("Cookie", "access_token=" + token));
		assertNoCredentials(Call.get("/v1/accounts").header("X-Access-Token", token));
		assertNoCredentials(Call.get("/v1/accounts").header("Proxy-Authorization", "Bearer " + token));
		assertNoCredentials(Call.of("POST", "/v1/accounts")
			.header("Content-Type", "application/x-www-form-urlencoded")
			.body("access_token=" + token));
	}

	@Test
	@Checks("A-10")
	void twoAuthorizationFieldsAreAmbiguousEvenIfTheyAreEqual() {
		String token = this.bank.token().text();
		assertAmbiguous(Call.get("/v1/accounts").token(token).token(token));
		assertAmbiguous(Call.get("/v1/accounts").token(token).header("authorization", "Basic YTpi"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "access_token", "ACCESS_TOKEN", "access%5Ftoken", "a=b&access_token" })
	@Checks({ "A-7", "A-9" })
	void tokenInTheQueryBesideOneInTheHeaderIsAmbiguous(String parameter) {
		String token = this.bank.token().text();
		assertAmbiguous(Call.get("/v1/accounts?" + parameter + "=" + token).token(token));
	}

	@Test
	void twoTokensInOneFieldAreNotAToken() {
		String token = this.bank.token().text();
		assertThat(this.bank.send(Call.get("/v1/accounts").token(token + ", Bearer " + token)))
			.isInvalidToken("malformed");
		assertThat(this.bank.send(Call.get("/v1/accounts").token(token + " " + token))).isInvalidToken("malformed");
	}

	private void assertNoCredentials(Call call) {
		assertThat(this.bank.send(call)).isProblem(401, "no-credentials", "none").hasChallenge("");
	}

	private void assertAmbiguous(Call call) {
		assertThat(this.bank.send(call)).isProblem(400, "ambiguous-credentials")
			.hasChallenge(
					", error=\"invalid_request\", error_description=\"One access token is needed, in one Authorization header field.\"");
	}

}
