package dev.gatehouse.gateway.walk;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import dev.gatehouse.gateway.console.Browser;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The operators' port where others than this machine can reach it: without the secret it
 * says whether the gateway is well, and nothing more.
 */
@OpenBank({ "management.server.address=0.0.0.0", "gatehouse.management.secret=" + WiderManagementTests.SECRET })
class WiderManagementTests {

	static final String SECRET = "an-operator-of-this-bank-who-came-from-afar";

	private static final String BEARER = "Bearer " + SECRET;

	private final Bank bank;

	WiderManagementTests(Bank bank) {
		this.bank = bank;
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness" })
	void anybodyMayKnowWhetherItIsWellAndNothingElse(String path) {
		Answer answer = at(Call.get(path));
		assertThat(answer).hasStatus(200);
		assertThat(answer.body()).contains("\"status\":\"UP\"").doesNotContain("keys", "details", "issuer");
		assertThat(at(Call.get("/actuator/health/keys"))).hasStatus(404);
	}

	@Test
	void operatorSeesItsDetails() {
		for (String field : new String[] { BEARER, basic("operator:" + SECRET) }) {
			assertThat(at(Call.get("/actuator/health").header("Authorization", field)).body()).contains("\"keys\"",
					"\"issuer\":\"reachable\"");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/prometheus", "/actuator/loggers", "/actuator/loggers/ROOT", "/console",
			"/console/data", "/console/console.js", "/actuator/env", "/", "/actuator/healthy",
			"/actuator/health;x/../prometheus" })
	void allElseIsForOperators(String path) {
		for (String field : new String[] { "Bearer " + SECRET + "x", "Bearer", "Basic !", basic("operator"),
				basic("operator:"), basic("admin:" + SECRET), basic(SECRET), basic("operator:" + SECRET + "x") }) {
			assertDenied(at(Call.get(path).header("Authorization", field)));
		}
		assertDenied(at(Call.get(path)));
		assertDenied(this.bank.gate().manage(Call.get(path)));
		assertDenied(at(Call.get(path).header("Authorization", BEARER).header("Authorization", BEARER)));
	}

	private static void assertDenied(Answer answer) {
		assertThat(answer).hasStatus(401).hasField("Content-Type", "application/problem+json");
		assertThat(answer.values("WWW-Authenticate")).containsExactly("Bearer realm=\"gatehouse-management\"",
				"Basic realm=\"gatehouse-management\", charset=\"UTF-8\"");
		assertThat(answer.body()).doesNotContain(SECRET);
	}

	@Test
	void operatorSeesAllThatThereIs() {
		for (String field : new String[] { BEARER, "bearer " + SECRET, basic("operator:" + SECRET) }) {
			for (String path : new String[] { "/actuator/prometheus", "/actuator/loggers", "/console",
					"/console/data" }) {
				assertThat(at(Call.get(path).header("Authorization", field))).hasStatus(200);
			}
			assertThat(at(Call.get("/actuator/env").header("Authorization", field))).hasStatus(404);
		}
	}

	/**
	 * A browser sends a password that it was once given by itself, whoever asks for it.
	 */
	@Test
	void passwordOfABrowserChangesNothing() {
		Answer answer = at(level("DEBUG").header("Authorization", basic("operator:" + SECRET)));
		assertThat(answer).hasStatus(401).hasField("WWW-Authenticate", "Bearer realm=\"gatehouse-management\"");
		for (String path : new String[] { "/actuator/revocations", "/actuator/%72evocations",
				"/actuator/revocations;x=y" }) {
			Call call = Call.get(path).header("Authorization", basic("operator:" + SECRET));
			assertThat(at(call).status()).as(path).isIn(401, 404);
		}
	}

	@Test
	void operatorChangesALevelAndSetsItBack() {
		assertThat(at(level("DEBUG"))).hasStatus(401);
		assertThat(level()).contains("\"effectiveLevel\":\"INFO\"").doesNotContain("configured");
		assertThat(at(level("DEBUG").header("Authorization", BEARER))).hasStatus(204);
		assertThat(level()).contains("\"configuredLevel\":\"DEBUG\"");
		assertThat(KeptLog.lines()).anyMatch((line) -> line
			.contains("an operator at 127.0.0.1: POST /actuator/loggers/dev.gatehouse.gateway.token"));
		assertThat(at(Call.post("/actuator/loggers/dev.gatehouse.gateway.token", "{\"configuredLevel\":null}")
			.header("Authorization", BEARER))).hasStatus(204);
		assertThat(level()).contains("\"effectiveLevel\":\"INFO\"").doesNotContain("configured");
	}

	private static Call level(String level) {
		return Call.post("/actuator/loggers/dev.gatehouse.gateway.token", "{\"configuredLevel\":\"" + level + "\"}");
	}

	private String level() {
		return at(Call.get("/actuator/loggers/dev.gatehouse.gateway.token").header("Authorization", BEARER)).body();
	}

	@Test
	@EnabledIf(value = "dev.gatehouse.gateway.console.Browser#isInstalled",
			disabledReason = "there is no Chromium here")
	void browserShowsTheConsoleToWhomItAskedForThePassword() {
		try (Browser browser = new Browser()) {
			String console = "localhost:" + this.bank.gate().managementPort() + "/console";
			browser.open("http://operator:" + SECRET + "@" + console);
			Awaitility.await().until(() -> browser.text("#state").equals("All is well"));
			browser.open("http://" + console);
			Awaitility.await().until(() -> browser.text("#state").equals("All is well"));
		}
	}

	@Test
	void whoIsDeniedIsCounted() {
		at(Call.get("/actuator/prometheus"));
		Answer metrics = at(Call.get("/actuator/prometheus").header("Authorization", BEARER));
		assertThat(Metrics.parse(metrics.body()).sum("gatehouse_management_refused_total")).isPositive();
	}

	private Answer at(Call call) {
		return this.bank.gate().manageAt("gateway:9090", call);
	}

	private static String basic(String pair) {
		return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
	}

}
