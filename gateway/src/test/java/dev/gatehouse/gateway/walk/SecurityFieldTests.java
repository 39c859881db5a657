package dev.gatehouse.gateway.walk;

import java.util.List;

import dev.gatehouse.gateway.checklist.Checks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every answer has the fields that keep a browser or a cache from misusing it, once each,
 * and none that opens it to a web page or tells what it runs on.
 */
@OpenBank("gatehouse.trusted-proxies=127.0.0.1/32")
class SecurityFieldTests {

	private static final String ORIGIN = "https://evil.example";

	private final Bank bank;

	SecurityFieldTests(Bank bank) {
		this.bank = bank;
	}

	@Test
	@Checks({ "A-108", "A-148" })
	void whatTheServiceSetsTooIsThereOnce() {
		this.bank.accounts()
			.answers(Script.bytes("HTTP/1.1 200 OK\r\nX-Content-Type-Options: nosniff\r\n"
					+ "X-Content-Type-Options: none\r\nCache-Control: no-cache\r\nCache-Control: private\r\n"
					+ "Strict-Transport-Security: max-age=1\r\nStrict-Transport-Security: max-age=2\r\n"
					+ "X-Request-Id: a\r\nX-Request-Id: b\r\nContent-Length: 2\r\n\r\n{}"));
		Answer plain = this.bank.send(read());
		assertThat(plain).isOk()
			.hasField("X-Content-Type-Options", "nosniff")
			.hasField("Cache-Control", "no-cache, private")
			.hasNoField("Strict-Transport-Security");
		assertThat(plain.values("X-Request-Id")).singleElement().isNotEqualTo("a");
		assertThat(this.bank.send(read().header("X-Forwarded-Proto", "https"))).isOk()
			.hasField("Strict-Transport-Security", "max-age=31536000");
	}

	@Test
	@Checks("A-108")
	void transportSecurityIsPromisedOnAnswersOverTlsAlone() {
		Call refused = Call.get("/v1/accounts");
		assertThat(this.bank.send(refused)).isProblem(401, "no-credentials", "none")
			.hasNoField("Strict-Transport-Security");
		assertThat(this.bank.send(refused.header("X-Forwarded-Proto", "https")))
			.isProblem(401, "no-credentials", "none")
			.hasField("Strict-Transport-Security", "max-age=31536000");
		Call metadata = Call.get("/.well-known/oauth-protected-resource").header("X-Forwarded-Proto", "https");
		assertThat(this.bank.send(metadata)).isOk().hasField("Strict-Transport-Security", "max-age=31536000");
		assertThat(this.bank.gate().sendFrom("127.0.0.2", read().header("X-Forwarded-Proto", "https"))).isOk()
			.hasNoField("Strict-Transport-Security");
	}

	@Test
	@Checks({ "A-107", "A-108" })
	void answerToAnAuthorisedCallIsNotKeptUnlessTheServiceSaysSo() {
		assertThat(this.bank.send(read())).isOk().hasField("Cache-Control", "no-store");
		this.bank.accounts()
			.answers(Script.bytes("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 2\r\n\r\n{}"));
		assertThat(this.bank.send(read())).isOk().hasField("Cache-Control", "max-age=60");
		assertThat(this.bank.send(read())).isOk();
		assertThat(this.bank.accounts().arrivals()).hasSize(3);
	}

	@Test
	@Checks("A-107")
	void partnersAnswerIsNobodyElses() {
		this.bank.accounts()
			.answers(Script.bytes("HTTP/1.1 200 OK\r\nCache-Control: public, max-age=60\r\nETag: \"1\"\r\n"
					+ "Content-Length: 2\r\n\r\n{}"));
		assertThat(this.bank.send(read())).isOk();
		assertThat(this.bank.send(Call.get("/v1/accounts").token(this.bank.token().client("globex-reader")))).isOk();
		assertThat(this.bank.send(Call.get("/v1/accounts"))).isProblem(401, "no-credentials", "none");
		assertThat(this.bank.accounts().arrivals()).extracting((arrival) -> arrival.header("X-Client-Id"))
			.containsExactly(Bank.ACME, "globex-reader");
	}

	@Test
	@Checks({ "A-148", "A-158" })
	void whatTheServiceRunsOnIsNotTold() {
		this.bank.accounts()
			.answers(Script.bytes("HTTP/1.1 200 OK\r\nServer: Apache-Coyote/1.1\r\nX-Powered-By: Servlet\r\n"
					+ "X-AspNet-Version: 4\r\nX-AspNetMvc-Version: 5\r\nContent-Length: 2\r\n\r\n{}"));
		for (Answer answer : List.of(this.bank.send(read()), this.bank.send(Call.get("/v1/accounts")),
				this.bank.send(Call.get("/.well-known/oauth-protected-resource")))) {
			assertThat(answer).hasNoField("Server")
				.hasNoField("X-Powered-By")
				.hasNoField("X-AspNet-Version")
				.hasNoField("X-AspNetMvc-Version");
		}
	}

	@Test
	@Checks("A-106")
	void answerOfAServiceWithoutADateIsDated() {
		assertThat(this.bank.send(read()).values("Date")).singleElement()
			.asString()
			.matches("[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT");
		String date = "Sun, 06 Nov 1994 08:49:37 GMT";
		this.bank.accounts()
			.answers(Script.bytes("HTTP/1.1 200 OK\r\nDate: " + date + "\r\nContent-Length: 2\r\n\r\n{}"));
		assertThat(this.bank.send(read())).isOk().hasField("Date", date);
	}

	@Test
	@Checks("A-105")
	void answerWithoutContentHasNoLength() {
		this.bank.accounts().answers(Script.bytes("HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n"));
		Call call = Call.of("DELETE", "/v1/accounts/1").token(this.bank.token().scope("accounts:write"));
		assertThat(this.bank.send(call)).hasStatus(204).hasNoField("Content-Length").hasNoField("Transfer-Encoding");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v1/accounts", "/v1/accounts/1", "/v1/explain", "/.well-known/oauth-protected-resource" })
	@Checks({ "A-88", "A-148", "A-154" })
	void preflightIsRefusedAndReachesNobody(String path) {
		for (String token : List.of("", "x")) {
			Call call = Call.of("OPTIONS", path)
				.header("Origin", ORIGIN)
				.header("Access-Control-Request-Method", "GET")
				.header("Access-Control-Request-Headers", "authorization")
				.headerIf("Authorization", token.isEmpty() ? null : "Bearer " + this.bank.token().text());
			Answer answer = this.bank.send(call);
			assertThat(answer).isProblem(405, "method-not-allowed");
			assertClosed(answer);
		}
		assertThat(this.bank.arrivals()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { ORIGIN, "null", "http://[", "", "https://api.bank.example" })
	@Checks({ "A-88", "A-148" })
	void noPageOfAnotherOriginMayReadAnAnswer(String origin) {
		this.bank.accounts()
			.answers(Script.bytes("HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: " + origin
					+ "\r\nAccess-Control-Allow-Credentials: true\r\naccess-control-expose-headers: *\r\n"
					+ "Access-Control-Allow-Private-Network: true\r\nVary: Origin\r\nContent-Length: 2\r\n\r\n{}"));
		Answer answer = this.bank.send(read().header("Origin", origin));
		assertThat(answer).isOk().hasField("Vary", "Origin");
		assertClosed(answer);
		assertClosed(this.bank.send(Call.get("/v1/accounts").header("Origin", origin)));
		assertClosed(this.bank.send(Call.get("/.well-known/oauth-protected-resource").header("Origin", origin)));
	}

	private static void assertClosed(Answer answer) {
		assertThat(answer.headers())
			.noneMatch((field) -> field.name().regionMatches(true, 0, "Access-Control-", 0, 15));
	}

	@Test
	@Checks("A-154")
	void jsonHasNoCharsetBecauseItHasOnlyOne() {
		assertThat(this.bank.send(Call.get("/.well-known/oauth-protected-resource"))).isOk()
			.hasField("Content-Type", "application/json");
		assertThat(this.bank.send(Call.get("/v1/accounts"))).hasField("Content-Type", "application/problem+json");
	}

	@Test
	@Checks("A-28")
	void problemOfTheServiceIsPassedOnAndItsErrorPageIsNot() {
		String problem = "{\"type\":\"about:blank\",\"status\":409}";
		this.bank.accounts()
			.answers(Script.bytes("HTTP/1.1 409 x\r\nContent-Type: application/problem+json\r\nContent-Length: "
					+ problem.length() + "\r\n\r\n" + problem));
		Answer conflict = this.bank.send(read());
		assertThat(conflict).hasStatus(409).hasField("Content-Type", "application/problem+json");
		assertThat(conflict.body()).isEqualTo(problem);
		this.bank.accounts()
			.answers(Script.bytes("HTTP/1.1 500 x\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\ntrace"));
		assertThat(this.bank.send(read())).isProblem(500, "internal-error", "upstream-failed");
	}

	private Call read() {
		return Call.get("/v1/accounts").token(this.bank.token());
	}

}
