package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpHandler;
import dev.gatehouse.gateway.cutoff.LocalFeed;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The issuer is asked about tokens that only it can read, and about every token of an API
 * whose contract says {@code x-gatehouse-introspect: true}.
 */
@ExtendWith(WatchExtension.class)
class ConfirmedTokenTests {

	private static final String OPAQUE = "2YotnFZFEjr1zCsicMWpAA";

	private static final String CARDS = "initech-cards";

	private final Bank bank = new Bank();

	private final LocalFeed endpoint = new LocalFeed(this.bank.issuer().uri());

	private final List<String> questions = new CopyOnWriteArrayList<>();

	@BeforeEach
	void wish() throws IOException {
		Files.writeString(this.bank.file("contracts/cards.yaml"),
				"x-gatehouse-introspect: true\n" + Files.readString(this.bank.file("contracts/cards.yaml")));
	}

	@AfterEach
	void close() {
		this.bank.close();
		this.endpoint.close();
	}

	@Test
	void opaqueTokenIsServedAndAskedAboutOnce() {
		open();
		this.endpoint.answers(says(active()));
		for (int i = 0; i < 3; i++) {
			assertThat(this.bank.send(Call.get("/v1/accounts").token(OPAQUE))).isOk();
		}
		assertThat(this.bank.accounts().arrivals().getLast().header("X-Client-Id")).isEqualTo(Bank.ACME);
		assertThat(this.questions).hasSize(1);
		Answer refused = this.bank.send(Call.of("POST", "/v1/accounts").token(OPAQUE).body("{}"));
		assertThat(refused).isProblem(403, "insufficient-scope");
		assertThat(this.bank.audit().of(refused).toString()).doesNotContain(OPAQUE);
	}

	@Test
	void inactiveTokenIsRefusedAndWithoutAnAnswerNobodyCanTell() {
		open();
		assertThat(this.bank.send(Call.get("/v1/accounts").token(OPAQUE))).isProblem(503, "identity-unavailable")
			.hasField("Retry-After", "5")
			.hasNoField("WWW-Authenticate");
		this.endpoint.answers(says("{\"active\":false}"));
		Answer inactive = this.bank.send(Call.get("/v1/accounts").token(OPAQUE));
		assertThat(inactive).isInvalidToken("revoked");
		assertThat(this.bank.audit().of(inactive).get("client").isNull()).as("nobody said whose it is").isTrue();
		assertThat(this.bank.arrivals()).isZero();
	}

	@Test
	void refusedTokenOfWhichTheIssuerSaysWhoseItIsIsRecordedWithThat() {
		open();
		Metrics before = this.bank.gate().metrics();
		this.endpoint.answers(says(active().replace("{", "{\"aud\":\"other\",\"jti\":\"opaque-7\",")));
		for (int i = 0; i < 2; i++) {
			Answer refused = this.bank.send(Call.get("/v1/accounts").token(OPAQUE));
			assertThat(refused).isInvalidToken("audience");
			JsonNode record = this.bank.audit().of(refused);
			assertThat(record.get("client").asString()).isEqualTo(Bank.ACME);
			assertThat(record.get("tokenId").asString()).isEqualTo("opaque-7");
			assertThat(record.get("keyId").isNull()).isTrue();
		}
		assertThat(this.questions).hasSize(1);
		Explained explained = Explained.of(this.bank.send(Explained.question("GET", "/v1/accounts").token(OPAQUE)));
		assertThat(explained.json().path("token").path("client").asString()).isEqualTo(Bank.ACME);
		String[] refusals = { "client=\"" + Bank.ACME + "\"", "reason=\"audience\"" };
		Awaitility.await()
			.until(() -> this.bank.gate().metrics().sum("gatehouse_refusals_total", refusals)
					- before.sum("gatehouse_refusals_total", refusals) == 2);
	}

	@Test
	void jwtThatTheIssuerDoesNotConfirmIsStillItsClients() {
		open();
		String jwt = ofCards();
		Answer unknown = this.bank.send(Call.get("/v1/cards").token(jwt));
		assertThat(unknown).isProblem(503, "identity-unavailable");
		assertThat(this.bank.audit().of(unknown).get("client").asString()).isEqualTo(CARDS);
		Explained explained = Explained.of(this.bank.send(Explained.question("GET", "/v1/cards").token(jwt)));
		assertThat(explained.checks("failed")).containsExactly("token.revoked");
		assertThat(explained.json().path("token").path("client").asString()).isEqualTo(CARDS);
		this.endpoint.answers(says("{\"active\":false}"));
		for (int i = 0; i < 2; i++) {
			Answer refused = this.bank.send(Call.get("/v1/cards").token(jwt));
			assertThat(refused).isInvalidToken("revoked");
			assertThat(this.bank.audit().of(refused).get("client").asString()).isEqualTo(CARDS);
			assertThat(this.bank.audit().of(refused).get("keyId").asString()).isEqualTo(Keys.RSA.getKeyID());
		}
	}

	@Test
	void jwtIsAskedAboutWhereTheContractSaysSo() {
		open();
		this.endpoint.answers(says("{\"active\":false}"));
		assertThat(this.bank.send(Call.get("/v1/accounts").token(this.bank.token()))).isOk();
		assertThat(this.questions).isEmpty();
		String jwt = ofCards();
		assertThat(this.bank.send(Call.get("/v1/cards").token(jwt))).isInvalidToken("revoked");
		Explained explained = Explained.of(this.bank.send(Explained.question("GET", "/v1/cards").token(jwt)));
		assertThat(explained.checks("failed")).containsExactly("token.revoked");
		this.endpoint.answers(says(active().replace(Bank.ACME, CARDS)));
		String other = ofCards();
		assertThat(this.bank.send(Call.get("/v1/cards").token(other))).isOk();
		assertThat(this.bank.send(Call.get("/v1/cards").token(other))).isOk();
		assertThat(this.questions).hasSize(2);
	}

	@Test
	void contractThatAsksForItNeedsAnEndpoint() {
		assertThatThrownBy(() -> this.bank.start(Stream.of())).rootCause()
			.hasMessage("gatehouse.issuer.introspection.uri: must be set: the contract of cards asks for it"
					+ " (x-gatehouse-introspect)");
	}

	private String ofCards() {
		return this.bank.token().client(CARDS).scope("cards:read").text();
	}

	private void open() {
		this.bank.start(Stream.of("gatehouse.issuer.introspection.uri=" + this.endpoint.uri(),
				"gatehouse.issuer.introspection.client-secret=secret"))
			.awaitReady();
	}

	private HttpHandler says(String answer) {
		return (exchange) -> {
			this.questions.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
			Issuer.json(exchange, answer);
		};
	}

	private static String active() {
		long now = Instant.now().getEpochSecond();
		return "{\"active\":true,\"client_id\":\"%s\",\"scope\":\"accounts:read cards:read\",\"exp\":%d}"
			.formatted(Bank.ACME, now + 60);
	}

}
