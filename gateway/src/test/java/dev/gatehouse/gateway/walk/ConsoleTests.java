package dev.gatehouse.gateway.walk;

import java.util.List;
import java.util.stream.Stream;

import dev.gatehouse.gateway.FreePort;
import dev.gatehouse.gateway.console.Browser;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The console of a real gateway: its page, its data, and both in a real browser. */
@ExtendWith(WatchExtension.class)
@SuppressWarnings("NullAway.Init")
class ConsoleTests {

	private static final String BROWSER = "dev.gatehouse.gateway.console.Browser#isInstalled";

	/** The page is still open when the gateway comes back. */
	private static final int PORT = FreePort.find();

	private static Bank bank;

	@BeforeAll
	static void open() {
		bank = new Bank();
		bank.start(settings()).awaitReady();
	}

	private static Stream<String> settings() {
		return Stream.of("management.server.port=" + PORT);
	}

	@AfterAll
	static void close() {
		bank.close();
	}

	@Test
	void pageMayLoadNothingFromElsewhereAndNoScriptOfItsOwnText() {
		for (String path : new String[] { "/console", "/console/data", "/console/console.js", "/console/console.css",
				"/console/plot.js", "/console/theme.js", "/console/icon.svg" }) {
			Answer answer = bank.gate().manage(Call.get(path));
			assertThat(answer).hasStatus(200)
				.hasField("X-Content-Type-Options", "nosniff")
				.hasField("X-Frame-Options", "DENY")
				.hasField("Referrer-Policy", "no-referrer")
				.hasField("Cross-Origin-Resource-Policy", "same-origin");
			String policy = String.valueOf(answer.header("Content-Security-Policy"));
			assertThat(policy).startsWith("default-src 'none'; ")
				.contains("script-src 'self'", "style-src 'self'", "frame-ancestors 'none'",
						"require-trusted-types-for 'script'")
				.doesNotContain("unsafe", "http", "*", "data:");
		}
		String page = bank.gate().manage(Call.get("/console")).body();
		assertThat(page).doesNotContain("<style", "style=", "onclick", "http://", "https://", "//")
			.doesNotContainPattern("<script[^>]*>[^<]");
		assertThat(bank.gate().manage(Call.get("/console/data"))).hasField("Content-Type", "application/json")
			.hasField("Cache-Control", "no-store");
	}

	@Test
	void slashAtTheEndLeadsToThePage() {
		assertThat(bank.gate().manage(Call.get("/console/"))).hasStatus(308).hasField("Location", "../console");
	}

	@Test
	void dataCountsWhoCalledWhatAndWhyItWasRefused() {
		for (int i = 0; i < 3; i++) {
			assertThat(bank.send(Call.get("/v1/accounts").token(bank.token()))).isOk();
		}
		assertThat(bank.send(Call.get("/v1/accounts").token(bank.token().expired()))).hasStatus(401);
		assertThat(bank.send(Call.get("/v1/accounts").token(bank.token().client("umbrella-frozen")))).hasStatus(403);
		Awaitility.await()
			.until(() -> row("partners", "client", Bank.ACME).path("requests").asDouble() >= 3
					&& !row("refusals", "reason", "partner-suspended").isMissingNode());
		JsonNode operation = row("operations", "operation", "listAccounts");
		assertThat(operation.path("call").asString()).isEqualTo("GET /v1/accounts");
		assertThat(operation.path("refused").asDouble()).isGreaterThanOrEqualTo(2);
		assertThat(operation.path("p99").asDouble()).isPositive();
		assertThat(row("refusals", "reason", "expired").path("client").asString()).isEqualTo(Bank.ACME);
		assertThat(row("upstreams", "api", "accounts").path("state").asString()).isEqualTo("closed");
		assertThat(row("upstreams", "api", "accounts").path("mean").asDouble()).isPositive();
		assertThat(row("parts", "name", "keys").at("/details/issuer").asString()).isEqualTo("reachable");
		JsonNode data = data();
		assertThat(data.at("/facts/keysAgeSeconds").asDouble()).isNotNegative();
		assertThat(data.at("/facts/auditRecords").asDouble()).isPositive();
		assertThat(data.at("/facts/auditUp").asDouble()).isEqualTo(1);
		assertThat(data.at("/facts/registryStale").asDouble(-1)).isZero();
		assertThat(data.at("/node/registered").asInt()).isPositive();
		assertThat(data.path("window").asDouble()).isPositive();
	}

	@Test
	void noTokenOrIdOfARequestIsInTheData() {
		String token = bank.token().claim("jti", "an-id-of-a-token").text();
		Answer answer = bank.send(Call.get("/v1/accounts/secret-account").token(token));
		Awaitility.await().until(() -> data().at("/facts/auditRecords").asDouble() > 0);
		assertThat(bank.gate().manage(Call.get("/console/data")).body()).doesNotContain(token, "an-id-of-a-token",
				"secret-account", answer.requestId(), "127.0.0.1");
	}

	@Test
	void partnersSeeNothingOfIt() {
		for (String path : List.of("/console", "/console/data")) {
			assertThat(bank.send(Call.get(path))).isProblem(404, "no-such-operation");
		}
	}

	@Test
	@EnabledIf(value = BROWSER, disabledReason = "there is no Chromium here")
	void pageShowsTheGatewayAndComesBackWithIt() {
		bank.send(Call.get("/v1/accounts").token(bank.token().client("umbrella-frozen")));
		try (Browser browser = new Browser()) {
			browser.size(1280, 900, false);
			String url = "http://localhost:" + PORT + "/console";
			browser.open(url);
			Awaitility.await().until(() -> browser.text("#refusals").contains("partner-suspended"));
			assertThat(browser.text("#state")).isEqualTo("All is well");
			assertThat(browser.text("#parts")).contains("keys", "issuer reachable");
			assertThat(browser.text("#operations")).contains("accounts listAccounts");
			assertThat(browser.complaints()).isEmpty();
			assertThat(browser
				.run("performance.getEntriesByType('resource').map((e) => e.name)"
						+ ".filter((name) => !name.startsWith('http://localhost:" + PORT + "/console/')).join()")
				.asString()).isEmpty();
			assertThat(browser
				.run("(() => { try { document.body.innerHTML = '<b>'; return 'taken'; }"
						+ " catch (error) { return error.name; } })()")
				.asString()).isEqualTo("TypeError");
			browser.picture("gateway");
			bank.gate().close();
			Awaitility.await().until(() -> browser.text("#state").startsWith("No answer since "));
			bank.start(settings()).awaitReady();
			Awaitility.await().until(() -> browser.text("#state").equals("All is well"));
			assertThat(browser.text("#refusals")).contains("Nothing was refused.");
		}
	}

	private static JsonNode data() {
		return JsonMapper.shared().readTree(bank.gate().manage(Call.get("/console/data")).body());
	}

	private static JsonNode row(String table, String member, String value) {
		for (JsonNode row : data().path(table)) {
			if (row.path(member).asString().equals(value)) {
				return row;
			}
		}
		return JsonMapper.shared().missingNode();
	}

}
