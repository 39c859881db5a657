package dev.gatehouse.gateway.contract;

import java.util.List;
import java.util.Set;

import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import dev.gatehouse.gateway.problem.RefusalParts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A body goes on only where the contract takes one, and of the kind it takes. */
class BodyRuleTests {

	private static final Operation TAKES_NONE = operation(Set.of());

	private static final Operation TAKES_JSON = operation(Set.of("application/json"));

	@ParameterizedTest
	@CsvSource({ "Content-Length, 1, true", "Content-Length, 0, false", "Transfer-Encoding, chunked, true",
			"Content-Type, application/json, false" })
	void bodyIsWhatIsAnnounced(String name, String value, boolean carriesBody) {
		assertThat(BodyRule.carriesBody(headers(name, value))).isEqualTo(carriesBody);
	}

	@Test
	void requestWithoutBodyPassesWhateverTheContractSays() {
		assertThatCode(() -> BodyRule.check(TAKES_NONE, new HttpHeaders())).doesNotThrowAnyException();
		assertThatCode(() -> BodyRule.check(TAKES_JSON, headers("Content-Type", "text/plain")))
			.doesNotThrowAnyException();
	}

	@Test
	void bodyForAnOperationThatTakesNoneIsRefused() {
		assertThat(refusal(TAKES_NONE, "application/json").problem()).isEqualTo(Problem.BAD_REQUEST);
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json", "APPLICATION/JSON", "application/json;charset=utf-8",
			"application/json ; charset=utf-8" })
	void bodyOfTheContractsTypePasses(String type) {
		assertThatCode(() -> BodyRule.check(TAKES_JSON, body(type))).doesNotThrowAnyException();
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain", "application/jsonp", "application/problem+json", "", ";application/json",
			"application/json, text/plain" })
	void bodyOfAnotherTypeIsRefusedAndTheContractsTypesAreNamed(String type) {
		Refusal refusal = refusal(TAKES_JSON, type);
		assertThat(refusal.problem()).isEqualTo(Problem.UNSUPPORTED_MEDIA_TYPE);
		assertThat(RefusalParts.members(refusal)).containsEntry("accepted", Set.of("application/json"));
	}

	@Test
	void bodyOfNoTypeIsRefused() {
		Refusal refusal = catchThrowableOfType(Refusal.class,
				() -> BodyRule.check(TAKES_JSON, headers("Content-Length", "2")));
		assertThat(refusal.problem()).isEqualTo(Problem.UNSUPPORTED_MEDIA_TYPE);
	}

	private static Refusal refusal(Operation operation, String type) {
		return catchThrowableOfType(Refusal.class, () -> BodyRule.check(operation, body(type)));
	}

	private static HttpHeaders body(String type) {
		HttpHeaders headers = headers("Content-Length", "2");
		headers.set("Content-Type", type);
		return headers;
	}

	private static HttpHeaders headers(String name, String value) {
		HttpHeaders headers = new HttpHeaders();
		headers.set(name, value);
		return headers;
	}

	private static Operation operation(Set<String> mediaTypes) {
		return new Operation("api", "id", "POST", "/a", List.of("s"), mediaTypes);
	}

}
