package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

import dev.gatehouse.gateway.checklist.Checks;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Every reader of a request's bytes reads the same request, or nobody gets it. */
@OpenBank("gatehouse.entry.body-timeout=1s")
@Checks({ "A-102", "A-110", "A-111", "A-112", "A-113", "A-114", "A-115", "A-117", "A-118", "A-119", "A-120", "A-121",
		"A-123", "A-125", "A-155" })
class FramingTests {

	/** So long that no row of the corpus fits in by chance. */
	private static final String SMUGGLED = "__smuggled";

	private final Bank bank;

	FramingTests(Bank bank) {
		this.bank = bank;
	}

	static Stream<Arguments> vectors() {
		return Vectors.cases("http1-framing", "vectors")
			.map((row) -> Arguments.argumentSet(row.path("id").asString(), row));
	}

	@ParameterizedTest
	@MethodSource("vectors")
	@Checks({ "A-104", "A-116", "A-132", "A-147" })
	void requestIsReadInOneWayOrRefused(JsonNode row) throws IOException {
		JsonNode expected = row.path("expect");
		Answer answer;
		try (Wire wire = Wire.to(this.bank.gate().port())) {
			wire.sendAsFarAsTaken(raw(row.path("raw").asString()));
			answer = Answer.read(wire, "GET");
			assertThat(statuses(expected)).as(answer.toString()).containsAnyOf(kinds(answer.status()));
			if (answer.status() == 401) {
				assertThat(answer).isProblem(401, "no-credentials", "none");
			}
			else if (answer.status() >= 400) {
				assertThat(answer).isProblem(answer.status(), name(answer));
			}
			if (expected.path("close").asBoolean(false)) {
				assertThat(answer).hasField("Connection", "close");
				assertThat(wire.isClosedByPeer()).isTrue();
			}
			else if (row.path("id").asString().equals("ctl-4")) {
				assertThat(Answer.read(wire, "GET")).isOk();
			}
		}
		assertNothingSmuggled(answer, expected.path("max_upstream").asInt());
		this.bank.reset();
		assertThat(this.bank.send(Call.get("/v1/accounts").token(this.bank.token()))).isOk();
	}

	private void assertNothingSmuggled(Answer answer, int most) {
		List<Arrival> arrivals = this.bank.accounts().arrivals();
		assertThat(arrivals).hasSizeLessThanOrEqualTo(most);
		assertThat(this.bank.cards().arrivals()).isEmpty();
		for (Arrival arrival : arrivals) {
			assertThat(arrival.target()).doesNotContain(SMUGGLED);
			assertThat(arrival.values("X-Client-Id")).containsExactly(Bank.ACME);
			assertThat(arrival.headers()).extracting(Header::name)
				.doesNotContain("TE", "Upgrade", "Connection", "Proxy-Connection", "Proxy-Authorization",
						"Authorization", "Content_Length", "X_Client_Id", "Expect");
			if (answer.status() >= 400) {
				assertThat(arrival.isWhole() && !arrival.body().isEmpty()).as("completed: %s", arrival).isFalse();
			}
		}
	}

	private String raw(String template) {
		String token = this.bank.token().scope("accounts:read accounts:write").text();
		String raw = template.replace("{{HOST}}", Bank.HOST)
			.replace("{{TOKEN}}", token)
			.replace("{{GET}}", "/v1/accounts")
			.replace("{{POST}}", "/v1/accounts");
		int body = raw.indexOf("\r\n\r\n") + 4;
		return raw.replace("{{LEN}}", Integer.toString(raw.length() - body));
	}

	private static List<String> statuses(JsonNode expected) {
		return expected.path("status").valueStream().map(JsonNode::asString).toList();
	}

	/** As the corpus writes it. */
	private static String[] kinds(int status) {
		return (status == 200) ? new String[] { "200", "2xx" } : new String[] { Integer.toString(status) };
	}

	private static String name(Answer answer) {
		return switch (answer.status()) {
			case 405 -> "method-not-allowed";
			case 408 -> "request-timeout";
			case 413 -> "body-too-large";
			case 417 -> "expectation-failed";
			case 431 -> "headers-too-large";
			default -> "bad-request";
		};
	}

}
