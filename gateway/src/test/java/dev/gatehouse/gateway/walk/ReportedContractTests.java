package dev.gatehouse.gateway.walk;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** An API that is only reported: everything goes on, and what is wrong is known. */
@OpenBank({ "gatehouse.contracts=../apis", "gatehouse.upstreams.loans=http://127.0.0.1:9",
		"gatehouse.validation.accounts=report", "gatehouse.validation.cards=off" })
class ReportedContractTests {

	private final Bank bank;

	ReportedContractTests(Bank bank) {
		this.bank = bank;
	}

	@Test
	void whatBreaksTheContractGoesOnCountedAndLogged() {
		Metrics before = this.bank.gate().metrics();
		String body = "{ \"holder\": 1, \"geheim\": \"geheim\" ";
		Answer passed = this.bank.send(Call.post("/v1/accounts?limit=0", body).token(writer()));
		assertThat(passed).isOk();
		assertThat(this.bank.accounts().onlyArrival().body()).isEqualTo(body);
		String[] found = { "api=\"accounts\"", "mode=\"report\"" };
		assertThat(this.bank.gate().metrics().sum("gatehouse_validation_findings_total", found)
				- before.sum("gatehouse_validation_findings_total", found))
			.isEqualTo(2);
		Awaitility.await()
			.until(() -> KeptLog.lines()
				.stream()
				.anyMatch((line) -> line.contains("accounts openAccount breaks the contract")));
		assertThat(KeptLog.lines()).noneMatch((line) -> line.contains("geheim"));
	}

	@Test
	void wrongParametersGoOn() {
		assertThat(this.bank.send(Call.get("/v1/accounts/1?limit=x").token(this.bank.token()))).isOk();
		assertThat(this.bank.send(Call.post("/v1/accounts", "[").token(writer()))).isOk();
		assertThat(this.bank.send(Call.of("POST", "/v1/accounts").token(writer()))).isOk();
	}

	@Test
	void bodyIsStillBoundedAndOfAMediaTypeOfTheContract() {
		Call large = Call.post("/v1/accounts", " ".repeat(1024 * 1024 + 1)).token(writer());
		assertThat(this.bank.send(large)).isProblem(413, "body-too-large");
		Call xml = Call.of("POST", "/v1/accounts").header("Content-Type", "text/xml").body("<a/>").token(writer());
		assertThat(this.bank.send(xml)).isProblem(415, "unsupported-media-type");
	}

	@Test
	void apiThatIsOffIsNotLookedAt() {
		Metrics metrics = this.bank.gate().metrics();
		assertThat(this.bank
			.send(Call.get("/v1/cards/1?limit=x").token(this.bank.token().client("initech-cards").scope("cards:read"))))
			.isOk();
		assertThat(this.bank.cards().onlyArrival().target()).isEqualTo("/v1/cards/1?limit=x");
		assertThat(metrics.own()).noneMatch((series) -> series.contains("validation") && series.contains("cards"));
	}

	private TestTokens writer() {
		return this.bank.token().scope("accounts:write");
	}

}
