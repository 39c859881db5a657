package dev.gatehouse.gateway.walk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.gatehouse.gateway.checklist.Checks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nobody but the gateway tells a service who is calling, from where, and on which path.
 */
@OpenBank
@Checks({ "A-84", "A-93", "A-94", "A-147" })
class HeaderSpoofTests {

	/**
	 * What the gateway sets itself; of anything else that a row sends, nothing arrives.
	 */
	private static final Map<String, String> SET = Map.of("x-client-id", Bank.ACME, "x-forwarded-for", "127.0.0.1",
			"x-forwarded-proto", "http", "x-forwarded-host", Bank.HOST, "via", "1.1 gatehouse");

	private final Bank bank;

	HeaderSpoofTests(Bank bank) {
		this.bank = bank;
	}

	static Stream<Arguments> identityFields() {
		return rows((id) -> id.startsWith("id-") && !id.equals("id-anon") && !id.equals("id-35"));
	}

	static Stream<Arguments> forwardingFields() {
		return rows((id) -> id.startsWith("fwd-") && !id.startsWith("fwd-t-"));
	}

	static Stream<Arguments> nominatedFields() {
		return rows((id) -> id.startsWith("hop-"));
	}

	static Stream<Arguments> otherFields() {
		return rows((id) -> id.startsWith("misc-") || id.equals("id-35"));
	}

	static Stream<Arguments> overridingFields() {
		return Vectors.cases("path-bypass", "override_headers")
			.map((row) -> Arguments.argumentSet(row.path("id").asString() + " " + row.path("header").asString(),
					row.path("header").asString(), row.path("value").asString().replace("{{CARDS}}", "/v1/cards")));
	}

	@ParameterizedTest
	@MethodSource({ "identityFields", "forwardingFields" })
	void fieldIsAbsentOrExactlyWhatTheGatewayDerived(JsonNode row) {
		List<Header> sent = sent(row);
		Answer answer = send(sent);
		if (answer.status() == 400) {
			assertThat(this.bank.arrivals()).isZero();
			return;
		}
		assertThat(answer).isOk();
		sent.forEach((field) -> assertOurs(field.name()));
	}

	@Test
	void fieldsWithoutATokenReachNobody() {
		assertThat(this.bank.send(Call.get("/v1/accounts/1").header("X-Client-Id", "admin"))).isProblem(401,
				"no-credentials", "none");
		assertThat(this.bank.arrivals()).isZero();
	}

	@ParameterizedTest
	@MethodSource("nominatedFields")
	void nominationRemovesNothingThatTheGatewaySets(JsonNode row) {
		assertThat(send(sent(row))).isOk();
		SET.keySet().forEach(this::assertOurs);
	}

	@ParameterizedTest
	@MethodSource("otherFields")
	void otherFieldsDoNoHarm(JsonNode row) {
		Answer answer = send(sent(row));
		assertThat(answer.status()).isIn(200, 400, 431);
		assertThat(answer).hasNoField("Access-Control-Allow-Origin");
		for (Arrival arrival : this.bank.accounts().arrivals()) {
			assertThat(arrival.values("X-Client-Id")).containsExactly(Bank.ACME);
			assertThat(arrival.values("traceparent")).singleElement()
				.asString()
				.matches("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-0[01]");
			assertThat(arrival.values("tracestate")).isEmpty();
			assertThat(arrival.values("X-Request-Id")).containsExactly(answer.requestId());
		}
		assertThat(KeptLog.lines()).noneMatch((line) -> line.contains("\u001b"));
	}

	@ParameterizedTest
	@MethodSource("overridingFields")
	void pathIsThatOfTheRequestLineWhateverAFieldSays(String name, String value) {
		assertThat(send(List.of(new Header(name, value)))).isOk();
		assertThat(this.bank.accounts().onlyArrival().requestLine()).isEqualTo("GET /v1/accounts/1 HTTP/1.1");
		assertOurs(name);
		assertThat(this.bank.cards().arrivals()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "X_Client_Id", "x-CLIENT_id", "X_Forwarded_For", "X_FORWARDED-PROTO", "Authorization_",
			"X_Request_Id", "X_User-Id" })
	void underscoresDoNotMakeAnotherName(String name) {
		Answer answer = send(List.of(new Header(name, "admin")));
		assertThat(answer).isOk();
		assertThat(this.bank.accounts().onlyArrival().headers())
			.noneMatch((field) -> field.value().equals("admin") && !name.equals("Authorization_"));
	}

	private void assertOurs(String name) {
		String set = SET.get(name.strip().toLowerCase(java.util.Locale.ROOT));
		List<String> seen = this.bank.accounts().onlyArrival().values(name.strip());
		if (set != null) {
			assertThat(seen).as(name).containsExactly(set);
		}
		else {
			assertThat(seen).as(name).isEmpty();
		}
	}

	private Answer send(List<Header> fields) {
		Call call = Call.get("/v1/accounts/1").token(this.bank.token());
		fields.forEach((field) -> call.header(field.name(), field.value()));
		return this.bank.send(call);
	}

	private static List<Header> sent(JsonNode row) {
		List<Header> fields = new ArrayList<>();
		row.path("client_sends")
			.forEach((field) -> fields.add(new Header(field.get(0).asString(), field.get(1).asString())));
		return fields;
	}

	private static Stream<Arguments> rows(java.util.function.Predicate<String> wanted) {
		return Vectors.cases("header-spoof", "cases")
			.filter((row) -> wanted.test(row.path("id").asString()))
			.map((row) -> Arguments.argumentSet(row.path("id").asString(), row));
	}

}
