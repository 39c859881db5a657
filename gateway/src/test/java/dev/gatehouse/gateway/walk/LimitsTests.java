package dev.gatehouse.gateway.walk;

import java.util.concurrent.CountDownLatch;

import dev.gatehouse.gateway.checklist.Checks;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Each partner is held to its plan, and told when to come again. */
@OpenBank
class LimitsTests {

	private final Bank bank;

	LimitsTests(Bank bank) {
		this.bank = bank;
	}

	@Checks("A-159")
	@Test
	void partnerAboveItsRateIsRefusedAndNobodyElse() {
		assertThat(this.bank.send(readBy("soylent-steady"))).isOk();
		assertThat(this.bank.send(readBy("soylent-steady"))).isOk();
		Answer refused = this.bank.send(readBy("soylent-steady"));
		assertThat(refused).isProblem(429, "rate-limited")
			.hasField("RateLimit-Policy", "\"steady\";q=2;w=7200")
			.hasMember("limit", "2")
			.hasMember("plan", "\"steady\"");
		assertWaits(refused, 3600);
		assertThat(String.valueOf(refused.header("RateLimit"))).matches("\"steady\";r=0;t=7(200|199)");
		assertThat(this.bank.accounts().arrivals()).hasSize(2);
		assertThat(this.bank.send(readBy("tyrell-steady"))).isOk();
	}

	@Test
	void refusalsForOtherReasonsCostNothingOfTheRate() {
		for (int i = 0; i < 5; i++) {
			Call call = Call.post("/v1/accounts", "{}").token(this.bank.token().client("tyrell-steady"));
			assertThat(this.bank.send(call)).isProblem(403, "insufficient-scope");
		}
		assertThat(this.bank.send(readBy("tyrell-steady"))).isOk();
	}

	@Test
	void partnerAboveItsQuotaIsRefusedUntilTheNextPeriod() {
		assertThat(this.bank.send(readBy("cyberdyne-counted"))).isOk();
		assertThat(this.bank.send(readBy("cyberdyne-counted"))).isOk();
		Answer refused = this.bank.send(readBy("cyberdyne-counted"));
		assertThat(refused).isProblem(429, "quota-exhausted")
			.hasField("RateLimit-Policy", "\"counted\";q=2;w=2592000")
			.hasMember("limit", "2");
		long wait = Long.parseLong(String.valueOf(refused.header("Retry-After")));
		assertThat(wait).isBetween(1L, 31L * 24 * 3600);
		assertThat(refused).hasField("RateLimit", "\"counted\";r=0;t=" + wait);
		assertThat(this.bank.accounts().arrivals()).hasSize(2);
	}

	@Test
	void partnerWithAllItsPlacesTakenIsRefusedUntilOneIsFree() throws Exception {
		CountDownLatch answer = new CountDownLatch(1);
		this.bank.accounts().answers(Script.okAfter(answer));
		try (Wire first = Wire.to(this.bank.gate().port())) {
			first.send(readBy("wonka-single").text());
			Awaitility.await().until(() -> this.bank.accounts().arrivals().size() == 1);
			assertThat(this.bank.send(readBy("wonka-single"))).isProblem(429, "too-many-at-once")
				.hasField("Retry-After", "1")
				.hasField("RateLimit-Policy", "\"single\";q=1;qu=\"concurrent-requests\"")
				.hasField("RateLimit", "\"single\";r=0")
				.hasMember("plan", "\"single\"");
			answer.countDown();
			assertThat(Answer.read(first, "GET")).isOk();
		}
		awaitFreePlace();
	}

	@Test
	void placeIsFreeAgainHoweverTheRequestEnds() throws Exception {
		this.bank.accounts().answers(Script.silence());
		try (Wire gone = Wire.to(this.bank.gate().port())) {
			gone.send(readBy("wonka-single").text());
			Awaitility.await().until(() -> this.bank.accounts().arrivals().size() == 1);
			gone.reset();
		}
		awaitFreePlace();
		this.bank.accounts().answers(Script.bytesAndReset("HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n{"));
		assertThat(this.bank.send(readBy("wonka-single"))).isAborted();
		awaitFreePlace();
	}

	@Test
	void answerSaysWhatIsLeftOfThePlanAndItsPartForTheApi() {
		Answer first = this.bank.send(readBy("nakatomi-parted"));
		assertThat(first).isOk()
			.hasField("RateLimit-Policy",
					"\"parted\";q=5;w=18000, \"parted-quota\";q=9;w=86400, \"parted-accounts\";q=2;w=7200");
		assertThat(String.valueOf(first.header("RateLimit")))
			.matches("\"parted\";r=4;t=3600, \"parted-quota\";r=8;t=\\d+, \"parted-accounts\";r=1;t=3600");
		assertThat(this.bank.send(readBy("nakatomi-parted"))).isOk();
		Answer refused = this.bank.send(readBy("nakatomi-parted"));
		assertThat(refused).isProblem(429, "rate-limited")
			.hasField("RateLimit-Policy", "\"parted-accounts\";q=2;w=7200")
			.hasMember("plan", "\"parted-accounts\"");
		assertThat(
				String.valueOf(this.bank.send(Call.get("/v1/cards").token(nakatomi("cards:read"))).header("RateLimit")))
			.matches("\"parted\";r=2;t=\\d+, \"parted-quota\";r=6;t=\\d+");
	}

	/** It was admitted, and has used something of the plan. */
	@Test
	void refusalOfWhatWasAdmittedSaysWhatIsLeftToo() {
		Call large = Call.of("PUT", "/v1/accounts/1/name")
			.token(this.bank.token().client("weyland-steady").scope("accounts:write"))
			.header("Content-Type", "application/json")
			.chunked("\"" + "x".repeat(2000) + "\"");
		assertThat(this.bank.send(large)).isProblem(413, "body-too-large")
			.hasField("RateLimit-Policy", "\"steady\";q=2;w=7200")
			.hasField("RateLimit", "\"steady\";r=1;t=3600");
		this.bank.accounts().answers(Script.bytesAndEnd("garbage\r\n\r\n"));
		Answer failed = this.bank.send(readBy("weyland-steady"));
		assertThat(failed).isProblem(502, "upstream-failed").hasField("RateLimit-Policy", "\"steady\";q=2;w=7200");
		assertThat(String.valueOf(failed.header("RateLimit"))).matches("\"steady\";r=0;t=7(200|199)");
	}

	@Test
	void refusalBeforeThatSaysNothingOfThePlan() {
		Call lacking = Call.post("/v1/accounts", "{}").token(this.bank.token().client("tyrell-steady"));
		assertThat(this.bank.send(lacking)).isProblem(403, "insufficient-scope")
			.hasNoField("RateLimit")
			.hasNoField("RateLimit-Policy");
	}

	@Test
	void servicesOwnLimitIsNotThePartners() {
		Script limited = Script.bytes("""
				HTTP/1.1 200 OK
				Content-Length: 2
				RateLimit-Policy: "of-the-service";q=1;w=1
				ratelimit: "of-the-service";r=0;t=1

				{}""".replace("\n", "\r\n"));
		this.bank.accounts().answers(limited);
		assertThat(this.bank.send(readBy("tyrell-parted"))).isOk()
			.hasField("RateLimit-Policy",
					"\"parted\";q=5;w=18000, \"parted-quota\";q=9;w=86400, \"parted-accounts\";q=2;w=7200");
		assertThat(this.bank.send(readBy(Bank.ACME))).isOk().hasNoField("RateLimit").hasNoField("RateLimit-Policy");
	}

	@Test
	void explainAsksThePartForTheApiToo() {
		Call question = Call.get("/v1/explain?method=GET&path=/v1/accounts")
			.token(this.bank.token().client("soylent-parted"));
		assertThat(this.bank.send(readBy("soylent-parted"))).isOk();
		assertThat(this.bank.send(question)).hasMember("verdict", "\"allowed\"");
		assertThat(this.bank.send(readBy("soylent-parted"))).isOk();
		assertThat(this.bank.send(question)).hasMember("verdict", "\"refused\"");
	}

	private TestTokens nakatomi(String scope) {
		return this.bank.token().client("nakatomi-parted").scope(scope);
	}

	private void awaitFreePlace() {
		this.bank.accounts().reset();
		Awaitility.await().until(() -> this.bank.send(readBy("wonka-single")).status() == 200);
	}

	private static void assertWaits(Answer answer, long seconds) {
		assertThat(Long.parseLong(String.valueOf(answer.header("Retry-After")))).isBetween(seconds - 5, seconds);
	}

	private Call readBy(String client) {
		return Call.get("/v1/accounts").token(this.bank.token().client(client));
	}

}
