package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that goes away in the middle of its request is recorded as one, and is no
 * failure of the gateway's or of the service's.
 */
@ExtendWith(WatchExtension.class)
class InterruptedBodyTests {

	private final Bank bank = new Bank();

	@AfterEach
	void close() {
		this.bank.close();
	}

	@ParameterizedTest
	@CsvSource({ "off, Content-Length, 1000", "off, Content-Length, 20000", "off, Transfer-Encoding, chunked",
			"enforce, Content-Length, 1000", "enforce, Content-Length, 20000", "enforce, Transfer-Encoding, chunked" })
	void clientThatGoesInTheMiddleOfItsBodyIsRecorded(String validation, String name, String value) throws IOException {
		this.bank.start(Stream.of("gatehouse.validation.accounts=" + validation)).awaitReady();
		KeptLog.forget();
		Call call = Call.of("POST", "/v1/accounts")
			.header("Content-Type", "application/json")
			.header(name, value)
			.header("Expect", "100-continue")
			.token(this.bank.token().scope("accounts:write"));
		try (Wire wire = Wire.to(this.bank.gate().port())) {
			wire.send(call.head());
			assertThat(wire.readHead()).first().asString().startsWith("HTTP/1.1 100");
			wire.send("3e8\r\n{\"holder\":");
			wire.reset();
		}
		JsonNode record = this.bank.audit().ofRequest("\"POST\"");
		// Whether the refusal was sent depends on who noticed first.
		assertThat(record.get("status").asInt()).isIn(400, 499);
		assertThat(record.get("decision").asString()).isEqualTo("bad-request");
		assertThat(this.bank.accounts().arrivals()).noneMatch(Arrival::isWhole);
		assertThat(KeptLog.lines()).noneMatch((line) -> line.startsWith("ERROR") || line.startsWith("WARN"));
	}

}
