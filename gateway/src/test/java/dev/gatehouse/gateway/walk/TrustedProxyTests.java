package dev.gatehouse.gateway.walk;

import java.util.List;
import java.util.stream.Stream;

import dev.gatehouse.gateway.checklist.Checks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Behind a proxy that is trusted, the client is the rightmost address of the chain that
 * is no trusted proxy. From anybody else the chain is not believed.
 */
@Checks({ "A-84", "A-94", "A-157" })
@OpenBank("gatehouse.trusted-proxies=127.0.0.1/32,10.0.0.0/8")
class TrustedProxyTests {

	private final Bank bank;

	TrustedProxyTests(Bank bank) {
		this.bank = bank;
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "192.0.2.7", "192.0.2.7, 10.1.2.3", "::ffff:192.0.2.7",
			"198.51.100.1, 192.0.2.7, 10.0.0.1", "unknown, 192.0.2.7" })
	void partnerIsLetInByTheAddressThatTheProxySaw(String chain) {
		assertThat(this.bank.send(officeCall().header("X-Forwarded-For", chain))).isOk();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "198.51.100.1", "192.0.2.7, 198.51.100.1", "192.0.2.7, 198.51.100.1, 10.0.0.1", "2001:db8::1" })
	void partnerIsRefusedByTheAddressThatTheProxySaw(String chain) {
		assertThat(this.bank.send(officeCall().header("X-Forwarded-For", chain))).isProblem(403, "network-not-allowed");
		assertThat(this.bank.arrivals()).isZero();
	}

	@Test
	void chainOfAStrangerIsNotBelieved() {
		Call call = officeCall().header("X-Forwarded-For", "192.0.2.7");
		assertThat(this.bank.gate().sendFrom("127.0.0.2", call)).isProblem(403, "network-not-allowed");
	}

	@Test
	void chainGoesOnToTheServiceWithTheProxyAdded() {
		Call call = Call.get("/v1/accounts")
			.token(this.bank.token())
			.header("X-Forwarded-For", "198.51.100.1")
			.header("X-Forwarded-For", "192.0.2.7")
			.header("X-Forwarded-Proto", "https");
		Answer answer = this.bank.send(call);
		assertThat(answer).isOk();
		Arrival arrival = this.bank.accounts().onlyArrival();
		assertThat(arrival.values("X-Forwarded-For")).containsExactly("198.51.100.1, 192.0.2.7, 127.0.0.1");
		assertThat(arrival.values("X-Forwarded-Proto")).containsExactly("https");
		assertThat(this.bank.audit().of(answer).get("source").asString()).isEqualTo("192.0.2.7");
	}

	@Test
	void protocolThatIsNoneIsNotPassedOn() {
		Call call = Call.get("/v1/accounts").token(this.bank.token()).header("X-Forwarded-Proto", "gopher");
		assertThat(this.bank.send(call)).isOk();
		assertThat(this.bank.accounts().onlyArrival().values("X-Forwarded-Proto")).containsExactly("http");
	}

	static Stream<Arguments> spoofs() {
		return Vectors.cases("header-spoof", "cases")
			.filter((row) -> row.path("id").asString().startsWith("fwd-t-"))
			.map((row) -> Arguments.argumentSet(row.path("id").asString(), row));
	}

	/** The rows of the corpus whose peer is the trusted proxy. */
	@ParameterizedTest
	@MethodSource("spoofs")
	void whatATrustedProxySaysGoesOnWithTheProxyAdded(tools.jackson.databind.JsonNode row) {
		String name = row.path("client_sends").get(0).get(0).asString();
		String value = row.path("client_sends").get(0).get(1).asString();
		assertThat(this.bank.send(Call.get("/v1/accounts/1").token(this.bank.token()).header(name, value))).isOk();
		List<String> seen = this.bank.accounts().onlyArrival().values(name);
		switch (name) {
			case "X-Forwarded-For" -> assertThat(seen).containsExactly(value + ", 127.0.0.1");
			case "X-Forwarded-Proto" -> assertThat(seen).containsExactly("https");
			case "Via" -> assertThat(seen).containsExactly(value + ", 1.1 gatehouse");
			case "Forwarded" -> assertThat(seen).containsExactly(value + ", for=127.0.0.1");
			default -> assertThat(seen).containsExactly(value);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "for=192.0.2.7", "for=198.51.100.1, for=192.0.2.7, for=10.0.0.1", "for=\"192.0.2.7:4711\"" })
	void partnerIsLetInByTheStandardFieldToo(String forwarded) {
		assertThat(this.bank.send(officeCall().header("Forwarded", forwarded))).isOk();
		assertThat(this.bank.gate().sendFrom("127.0.0.2", officeCall().header("Forwarded", forwarded))).isProblem(403,
				"network-not-allowed");
	}

	@Test
	@Checks("A-65")
	void fieldOfAnIdentityIsBelievedFromNobody() {
		Call call = Call.get("/v1/accounts").token(this.bank.token());
		List<String> names = List.of("X-Forwarded-Client-Cert", "X-Forwarded-User", "X-Forwarded-Access-Token",
				"X-Forwarded-Prefix", "X-Client-Id", "Client-Cert-Chain", "X-Real-IP", "X-Forwarded-Email");
		names.forEach((name) -> call.header(name, "admin"));
		assertThat(this.bank.send(call)).isOk();
		assertThat(this.bank.accounts().onlyArrival().headers()).noneMatch((field) -> field.value().equals("admin"));
	}

	@ParameterizedTest
	@CsvSource({ "X-Forwarded-Port, 80x", "X-Forwarded-Ssl, yes", "X-Forwarded-Port, 123456" })
	void switchThatIsNoneIsNotPassedOn(String name, String value) {
		assertThat(this.bank.send(Call.get("/v1/accounts").token(this.bank.token()).header(name, value))).isOk();
		assertThat(this.bank.accounts().onlyArrival().values(name)).isEmpty();
	}

	private Call officeCall() {
		return Call.get("/v1/accounts").token(this.bank.token().client("hooli-office"));
	}

}
