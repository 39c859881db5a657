package dev.gatehouse.gateway.walk;

import dev.gatehouse.gateway.checklist.Checks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** A proof is for one method at one address, however that is spelled. */
@OpenBank(Holder.AT)
@Checks({ "A-76" })
class ProofUriTests {

	private final Bank bank;

	private final Holder wayne;

	ProofUriTests(Bank bank) {
		this.bank = bank;
		this.wayne = Holder.wayne(bank);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://api.bank.example/v1/accounts", "HTTPS://API.bank.EXAMPLE/v1/accounts",
			"https://api.bank.example:443/v1/accounts", "https://api.bank.example:/v1/accounts",
			"https://api.bank.example/v1/accounts?limit=5", "https://api.bank.example/v1/accounts#part",
			"https://api.bank.example/v1/accounts?#", "https://api.bank.example/v1/%61ccounts",
			"https://api.bank.example/v1/./accounts", "https://api.bank.example/v2/../v1/accounts" })
	@Checks("A-76")
	void everySpellingOfTheUriIsTheSame(String uri) {
		String token = this.wayne.token().text();
		assertThat(this.bank.send(Holder.read(token, this.wayne.proof(token).claim("htu", uri).text()))).isOk();
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://api.bank.example/v1/accounts/", "https://api.bank.example/v1/Accounts",
			"http://api.bank.example/v1/accounts", "https://api.bank.example:8443/v1/accounts",
			"https://bank.example/v1/accounts", "https://api.bank.example.evil.example/v1/accounts",
			"https://evil.example/v1/accounts", "https://a@api.bank.example/v1/accounts",
			"//api.bank.example/v1/accounts", "/v1/accounts", "", "https://", "https://api.bank.example",
			"https://api.bank.example//v1/accounts", "https://api.bank.example/v1%2Faccounts",
			"https://api.bank.example/v1/accounts%", "wss://api.bank.example/v1/accounts",
			"https://api.bank.example/v1/accounts;a=b", "https://api.bank.example\\v1\\accounts",
			" https://api.bank.example/v1/accounts", "https://api.bank.example/v1/accounts/../accounts/x/../../other",
			"https://127.0.0.1/v1/accounts", "https://api.bank.example:99999/v1/accounts" })
	@Checks("A-76")
	void otherUriIsAnother(String uri) {
		String token = this.wayne.token().text();
		assertThat(this.bank.send(Holder.read(token, this.wayne.proof(token).claim("htu", uri).text())))
			.isUnproven("proof-uri", "invalid_dpop_proof");
		assertThat(this.bank.arrivals()).isZero();
	}

	@Test
	@Checks("A-76")
	void whatTheClientCallsTheGatewayChangesNothing() {
		String token = this.wayne.token().text();
		String evil = this.wayne.proof(token).claim("htu", "https://evil.example/v1/accounts").text();
		Call call = Holder.read(token, evil)
			.withoutHost()
			.header("Host", "evil.example")
			.header("X-Forwarded-Host", "evil.example")
			.header("Forwarded", "host=evil.example;proto=https");
		assertThat(this.bank.send(call)).isUnproven("proof-uri", "invalid_dpop_proof");
		Call good = Holder.read(token, this.wayne.proof(token).text()).withoutHost().header("Host", "evil.example");
		assertThat(this.bank.send(good)).isOk();
	}

	@Test
	void queryIsNoPartOfWhatIsProven() {
		String token = this.wayne.token().text();
		Call call = Call.get("/v1/accounts?limit=5")
			.header("Authorization", "DPoP " + token)
			.header("DPoP", this.wayne.proof(token).text());
		assertThat(this.bank.send(call)).isOk();
	}

	@Test
	void proofForOneMethodOrPathIsNoneForAnother() {
		String token = this.wayne.token().scope("accounts:read accounts:write").text();
		String read = this.wayne.proof(token).text();
		assertThat(this.bank
			.send(Call.post("/v1/accounts", "{}").header("Authorization", "DPoP " + token).header("DPoP", read)))
			.isUnproven("proof-method", "invalid_dpop_proof");
		assertThat(this.bank
			.send(Call.get("/v1/accounts/1").header("Authorization", "DPoP " + token).header("DPoP", read)))
			.isUnproven("proof-uri", "invalid_dpop_proof");
	}

}
