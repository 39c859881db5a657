package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import dev.gatehouse.gateway.checklist.Checks;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** No spelling of a path leads to what its reader may not reach. */
@OpenBank
@Checks({ "A-147", "A-161", "A-164" })
class PathBypassTests {

	private static final String ACCOUNTS = "/v1/accounts";

	private final Bank bank;

	PathBypassTests(Bank bank) {
		this.bank = bank;
	}

	static Stream<Arguments> paths() {
		return Vectors.cases("path-bypass", "paths")
			.map((row) -> Arguments.argumentSet(row.path("id").asString() + " " + row.path("why").asString(),
					path(row.path("path").asString()), statuses(row)));
	}

	private static String path(String template) {
		return template.replace("{{ACCOUNTS}}", ACCOUNTS)
			.replace("{{CARDS}}", "/v1/cards")
			.replace("/api/accounts", ACCOUNTS)
			.replace("/api/", "/v1/");
	}

	private static List<Integer> statuses(JsonNode row) {
		return row.path("allowed_status").valueStream().map(JsonNode::asInt).toList();
	}

	@ParameterizedTest
	@MethodSource("paths")
	void readerOfAccountsReachesNothingElse(String path, List<Integer> allowed) throws IOException {
		Answer answer = send(Call.get(path).token(this.bank.token()));
		assertThat(this.bank.cards().arrivals()).isEmpty();
		if (answer.status() == 200) {
			String target = this.bank.accounts().onlyArrival().target();
			assertThat(target).isEqualTo(path);
			String decoded = URLDecoder.decode(target.replaceFirst("\\?.*", ""), StandardCharsets.UTF_8);
			assertThat(decoded).startsWith(ACCOUNTS).doesNotContain("..", "//", "\\", "%");
		}
		else {
			assertThat(answer.status()).isIn(allowed);
			assertThat(answer).isProblem(answer.status(), name(answer));
			assertThat(this.bank.arrivals()).isZero();
		}
	}

	@ParameterizedTest
	@MethodSource("paths")
	void nobodyReachesAnythingWithoutAToken(String path, List<Integer> allowed) throws IOException {
		Answer answer = send(Call.get(path));
		assertThat(answer.status()).isIn(400, 401, 404);
		assertThat(this.bank.arrivals()).isZero();
	}

	private static String name(Answer answer) {
		return switch (answer.status()) {
			case 400 -> "bad-request";
			case 403 -> "insufficient-scope";
			default -> "no-such-operation";
		};
	}

	private Answer send(Call call) throws IOException {
		try (Wire wire = Wire.to(this.bank.gate().port())) {
			return Answer.read(wire.sendAsFarAsTaken(call.text()), "GET");
		}
	}

}
