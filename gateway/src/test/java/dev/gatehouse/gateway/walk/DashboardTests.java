package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;

import com.nimbusds.jose.JWSAlgorithm;
import dev.gatehouse.gateway.cutoff.LocalFeed;
import dev.gatehouse.gateway.limits.RedisServer;
import dev.gatehouse.gateway.watch.Dashboards;
import dev.gatehouse.gateway.watch.PrometheusServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What dashboards and alerts ask for is there: a real Prometheus has scraped a gateway
 * that ends TLS and had requests of each kind.
 */
@EnabledIf(value = "dev.gatehouse.gateway.watch.PrometheusServer#isHere",
		disabledReason = "no prometheus is installed, and no image of it is here")
@ExtendWith(WatchExtension.class)
@Timeout(120)
@SuppressWarnings("NullAway.Init")
class DashboardTests {

	private static RedisServer store;

	private static Bank bank;

	private static LocalFeed feed;

	private static SSLContext client;

	private static PrometheusServer prometheus;

	@BeforeAll
	static void open(@TempDir Path folder) throws IOException, GeneralSecurityException {
		store = new RedisServer();
		bank = new Bank();
		feed = new LocalFeed(bank.issuer().uri());
		feed.says(0, "{\"globex-reader\":1}",
				"{\"%s\":%d}".formatted(Bank.ACME, Instant.now().minus(Duration.ofDays(40)).getEpochSecond()));
		Authority authority = new Authority("bank");
		authority.issue("gate", "-validity", "90").writeTo(folder);
		client = Identity.client(null, authority.certificate());
		bank.start(Stream.concat(TlsGate.settings(folder), Stream.of("gatehouse.store=" + store.url(),
				"gatehouse.issuer.cutoffs.uri=" + feed.uri(), "gatehouse.issuer.cutoffs.client-secret=x")))
			.awaitReady();
		prometheus = new PrometheusServer(bank.gate().managementPort());
		Path registry = bank.file("partners.yaml");
		Files.writeString(registry, Files.readString(registry) + "# changed\n");
	}

	@AfterAll
	static void close() throws IOException {
		try {
			prometheus.close();
		}
		finally {
			bank.close();
			feed.close();
			store.close();
		}
	}

	@Test
	void everyQueryOfEveryPanelGivesData() {
		Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
			someOfEachKind();
			assertThat(Dashboards.queries())
				.allSatisfy((query) -> assertThat(givesData(query)).as("%s", query).isTrue());
		});
	}

	@Test
	void exemplarsLeadFromTheLatencyToATrace() {
		String trace = "0af7651916cd43dd8448eb211c80319c";
		Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofSeconds(1)).until(() -> {
			assertThat(send(Call.get("/v1/accounts/1")
				.token(bank.token())
				.header("traceparent", "00-" + trace + "-b7ad6b7169203331-01"))).isOk();
			return prometheus.exemplars("gatehouse_requests_seconds_bucket{operation=\"getAccount\"}")
				.toString()
				.contains(trace);
		});
	}

	@Test
	void gatewayThatIsWellRaisesNoAlertButForWhatTheseRequestsDo() {
		Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofSeconds(1)).until(() -> {
			someOfEachKind();
			return !prometheus.query("api:gatehouse_requests:rate5m > 0").isEmpty();
		});
		List<String> raised = prometheus.query("ALERTS")
			.valueStream()
			.map((alert) -> alert.path("metric").path("alertname").asString())
			.toList();
		// Some fail, and each brings a token of its own.
		assertThat(raised).allMatch(
				(alert) -> alert.matches("Gatehouse(Errors|Latency)Burn.*|GatehousePartner(Refused|FetchesTokens)"));
	}

	@Test
	void queryForWhatIsNotThereIsNoticed() {
		assertThat(givesData(new Dashboards.Query("none", "gatehouse_nothing"))).isFalse();
		assertThat(givesData(new Dashboards.Query("none", "vector(1) / 0 - vector(1) / 0"))).isFalse();
	}

	/** No number is no data: it is what a mean without calls is. */
	private static boolean givesData(Dashboards.Query query) {
		return prometheus.query(query.expression())
			.valueStream()
			.anyMatch((series) -> isNumber(series.path("value").path(1)));
	}

	private static boolean isNumber(JsonNode value) {
		return Double
			.isFinite(Double.parseDouble(value.asString().replace("+Inf", "Infinity").replace("-Inf", "Infinity")));
	}

	private static void someOfEachKind() {
		bank.accounts().answers(Script.ok());
		assertThat(send(read())).isOk();
		assertThat(send(read())).isOk();
		assertThat(send(Call.get("/v1/cards").token(bank.token().client("initech-cards").scope("cards:read"))).status())
			.isIn(200, 404);
		bank.accounts().answersOnce(Script.bytesAndEnd("garbage\r\n\r\n"));
		assertThat(send(read())).hasStatus(502);
		assertThat(send(Call.get("/v1/accounts"))).hasStatus(401);
		assertThat(send(Call.get("/v1/accounts").token(bank.token().expired()))).hasStatus(401);
		assertThat(send(
				Call.get("/v1/accounts").token(bank.token().signedBy(Keys.EC, JWSAlgorithm.ES256).header("kid", "x"))))
			.hasStatus(401);
		assertThat(send(Call.get("/v1/accounts").token(bank.token().client("umbrella-frozen")))).hasStatus(403);
		assertThat(send(Call.get("/v1/none").token(bank.token()))).hasStatus(404);
		for (int i = 0; i < 3; i++) {
			send(Call.get("/v1/accounts").token(bank.token().client("soylent-steady")));
		}
	}

	private static Answer send(Call call) {
		try {
			return new TlsGate(bank).send(client, call);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Call read() {
		return Call.get("/v1/accounts").token(bank.token());
	}

}
