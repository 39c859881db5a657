package dev.gatehouse.system.walk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import dev.gatehouse.system.Answer;
import dev.gatehouse.system.Bank;
import dev.gatehouse.system.Partner;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** What must hold on every bank, however it was started. */
abstract class BankWalk {

	private static final int WRITERS = 50;

	private Partner acme() {
		return new Partner(bank(), "acme-treasury");
	}

	/** The running bank, started once for all tests of a class. */
	abstract Bank bank();

	@TestFactory
	Stream<DynamicTest> eachPartnerMayDoWhatTheMatrixSaysAndNothingElse() {
		return new MatrixWalk(bank()).tests();
	}

	@TestFactory
	Stream<DynamicTest> theRealmGivesPartnersWhatTheyWereGiven() {
		return new RealmWalk(bank()).tests();
	}

	@TestFactory
	Stream<DynamicTest> aStolenTokenIsWorthNothingWithoutItsKey() {
		return new BoundTokenWalk(bank()).tests();
	}

	@Test
	void anAccountLivesFromOpeningToClosing() {
		Answer opened = acme().post("/v1/accounts", Bodies.ACCOUNT).expect(201);
		String path = opened.header("Location");
		acme().post(path + "/transactions", Bodies.posting("credit", "10.50")).expect(201);
		assertThat(acme().get(path).expect(200).text("/balance/amount")).isEqualTo("10.50");
		assertThat(acme().call("DELETE", path, null).expect(409).problem()).isEqualTo("balance-not-zero");
		Answer tooMuch = acme().post(path + "/transactions", Bodies.posting("debit", "110.51")).expect(422);
		assertThat(tooMuch.problem()).isEqualTo("overdraft-exceeded");
		acme().post(path + "/transactions", Bodies.posting("debit", "10.50")).expect(201);
		acme().call("DELETE", path, null).expect(204);
		assertThat(acme().get(path).expect(200).text("/status")).isEqualTo("closed");
	}

	@Test
	void aLoanIsPaidBackToTheCentAndNotBeyond() {
		Partner globex = new Partner(bank(), "globex-lending");
		String path = globex.post("/v1/loans", Bodies.LOAN).expect(201).header("Location");
		assertThat(globex.get(path + "/schedule").expect(200).json().path("instalments").size()).isEqualTo(12);
		String owed = globex.get(path).expect(200).text("/outstanding/amount");
		assertThat(globex.post(path + "/repayments", Bodies.repayment("99999.00")).expect(422).problem())
			.isEqualTo("repayment-exceeds-debt");
		globex.post(path + "/repayments", Bodies.repayment(owed)).expect(201);
		assertThat(globex.get(path).expect(200).text("/status")).isEqualTo("repaid");
	}

	@Test
	void aCardIsBlockedAndItsNumberIsNeverShown() {
		Partner initech = new Partner(bank(), "initech-cards");
		Answer issued = initech.post("/v1/cards", Bodies.CARD).expect(201);
		assertThat(issued.text("/maskedNumber")).matches("\\*{4} \\*{4} \\*{4} \\d{4}");
		assertThat(issued.body()).doesNotContainPattern("\\d{13,19}");
		String path = issued.header("Location");
		Answer limited = initech.call("PUT", path + "/limit", Bodies.limit("900.00"), "If-Match",
				issued.header("ETag"));
		assertThat(limited.expect(200).text("/monthlyLimit/amount")).isEqualTo("900.00");
		Answer blocked = initech.call("POST", path + "/block", Bodies.block("stolen"), "If-Match",
				limited.header("ETag"));
		assertThat(blocked.expect(200).text("/status")).isEqualTo("blocked");
		initech.call("POST", path + "/unblock", null, "If-Match", blocked.header("ETag")).expect(409);
	}

	@Test
	void moneyIsConservedUnderFiftyWritersAtOnce() throws Exception {
		String path = acme().post("/v1/accounts", Bodies.ACCOUNT).expect(201).header("Location");
		List<Future<Answer>> answers = new ArrayList<>();
		Partner acme = acme();
		acme.token("");
		try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
			for (int i = 0; i < WRITERS; i++) {
				String posting = Bodies.posting((i % 2 == 0) ? "credit" : "debit", "3.01");
				answers.add(writers.submit(() -> insistently(acme, path + "/transactions", posting)));
			}
		}
		int cents = 0;
		for (Future<Answer> answer : answers) {
			if (answer.get().status() == 201) {
				cents += answer.get().text("/type").equals("credit") ? 301 : -301;
			}
			else {
				assertThat(answer.get().problem()).isEqualTo("overdraft-exceeded");
			}
		}
		String balance = acme.get(path).expect(200).text("/balance/amount");
		assertThat(Math.round(Double.parseDouble(balance) * 100)).isEqualTo(cents);
	}

	/**
	 * Repeats a call that was refused for its number, under one key: it is booked once
	 * however often it is sent.
	 */
	private static Answer insistently(Partner partner, String path, String json) {
		String key = UUID.randomUUID().toString();
		return Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.pollInterval(Duration.ofMillis(200))
			.until(() -> partner.call("POST", path, json, "Idempotency-Key", key),
					(answer) -> answer.status() != 429 && answer.status() != 503);
	}

	@Test
	void theSameKeyBooksOnceAlsoWhenBothArriveAtOnce() throws Exception {
		Partner acme = acme();
		String path = acme.post("/v1/accounts", Bodies.ACCOUNT).expect(201).header("Location") + "/transactions";
		String key = UUID.randomUUID().toString();
		try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<Answer> one = callers.submit(() -> book(acme, path, key, "5.00"));
			Future<Answer> two = callers.submit(() -> book(acme, path, key, "5.00"));
			assertThat(one.get().expect(201).body()).isEqualTo(two.get().expect(201).body());
		}
		assertThat(book(acme, path, key, "6.00").expect(422).problem()).isEqualTo("idempotency-key-reused");
		assertThat(acme.get(path).expect(200).json().path("items").size()).isEqualTo(1);
	}

	private static Answer book(Partner partner, String path, String key, String amount) {
		return partner.call("POST", path, Bodies.posting("credit", amount), "Idempotency-Key", key);
	}

	@Test
	void whatIsAnotherPartnersDoesNotExist() {
		String loan = new Partner(bank(), "globex-lending").post("/v1/loans", Bodies.LOAN)
			.expect(201)
			.header("Location");
		assertThat(acme().get(loan).expect(404).problem()).isEqualTo("not-found");
		assertThat(acme().get(loan + "/schedule").expect(404).problem()).isEqualTo("not-found");
	}

	@Test
	void theIdentityThatAServiceSeesIsTheTokens() {
		String loan = new Partner(bank(), "globex-lending").post("/v1/loans", Bodies.LOAN)
			.expect(201)
			.header("Location");
		for (String name : List.of("X-Client-Id", "x-client-id", "X_Client_Id", "X-CLIENT-ID")) {
			acme().call("GET", loan, null, name, "globex-lending").expect(404);
		}
	}

	@Test
	void aTokenThatHoldsLessMayDoLess() {
		Partner acme = acme();
		String narrow = acme.token("loans:read");
		Answer refused = acme.callWith(narrow, "GET", "/v1/accounts", null).expect(403);
		assertThat(refused.problem()).isEqualTo("insufficient-scope");
		assertThat(refused.header("WWW-Authenticate")).contains("error=\"insufficient_scope\"")
			.contains("scope=\"accounts:read\"");
		acme.callWith(narrow, "GET", "/v1/loans", null).expect(200);
	}

	/** Only the gateway's own refusals have a {@code reason}. */
	@Test
	void whatBreaksTheContractIsRefusedAtTheGate() {
		Answer unknown = acme().post("/v1/accounts", "{\"holder\":\"Ada\",\"currency\":\"EUR\",\"balance\":1}");
		assertThat(unknown.expect(400).problem()).isEqualTo("request-invalid");
		assertThat(unknown.text("/errors/0/rule")).isEqualTo("unknown-property");
		assertThat(unknown.text("/reason")).isEqualTo("request-invalid");
		Answer page = acme().get("/v1/accounts?limit=101").expect(400);
		assertThat(page.text("/errors/0/pointer")).isEqualTo("query/limit");
		assertThat(page.text("/reason")).isEqualTo("request-invalid");
		acme().get("/v1/accounts?limit=100&unheard=of").expect(200);
	}

	@Test
	void conditionThatIsMissingIsTheServicesToAskFor() {
		Partner initech = new Partner(bank(), "initech-cards");
		String path = initech.post("/v1/cards", Bodies.CARD).expect(201).header("Location");
		assertThat(initech.call("PUT", path + "/limit", Bodies.limit("900.00")).expect(428).problem())
			.isEqualTo("precondition-required");
	}

	@Test
	void withoutTokenNobodyGetsAnywhere() {
		assertThat(Partner.stranger(bank(), "GET", "/v1/accounts").expect(401).problem()).isEqualTo("no-credentials");
		assertThat(acme().callWith("a.b.c", "GET", "/v1/accounts", null).expect(401).problem())
			.isEqualTo("invalid-token");
		assertThat(acme().get("/v1/nothing").expect(404).problem()).isEqualTo("no-such-operation");
		Answer method = acme().call("PATCH", "/v1/accounts", "{}").expect(405);
		assertThat(method.header("Allow")).isEqualTo("GET, POST");
	}

}
