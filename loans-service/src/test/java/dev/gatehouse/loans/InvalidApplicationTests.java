package dev.gatehouse.loans;

import java.util.stream.Stream;

import dev.gatehouse.service.contract.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What the contract does not allow the service does not take, gateway or not. */
@LoansTest
class InvalidApplicationTests {

	private static final String VALID = Application.consumer().firstDue("2026-12-31").json();

	private final Lender lender;

	InvalidApplicationTests(@LocalServerPort int port) {
		this.lender = Lender.at(port);
	}

	static Stream<Arguments> breaches() {
		return Stream.of(arguments("\"consumer\"", "\"yacht\"", "/product"),
				arguments("\"consumer\"", "\"CONSUMER\"", "/product"), arguments("\"consumer\"", "0", "/product"),
				arguments("\"consumer\"", "null", "/product"), arguments("\"product\": \"consumer\", ", "", "/product"),
				arguments("\"Ada Lovelace\"", "\"\"", "/borrower/name"),
				arguments("\"Ada Lovelace\"", "\" Ada\"", "/borrower/name"),
				arguments("\"Ada Lovelace\"", "\"Ada\\u0000\"", "/borrower/name"),
				arguments("\"Ada Lovelace\"", "\"<script>\"", "/borrower/name"),
				arguments("\"Ada Lovelace\"", "\"Ada; Lovelace\"", "/borrower/name"),
				arguments("\"Ada Lovelace\"", "\"Ada\\u202eecalevoL\"", "/borrower/name"),
				arguments("\"Ada Lovelace\"", "7", "/borrower/name"),
				arguments("{\"name\": \"Ada Lovelace\"}", "{}", "/borrower/name"),
				arguments("{\"name\": \"Ada Lovelace\"}", "null", "/borrower"),
				arguments("\"name\"", "\"age\": 36, \"name\"", "/borrower"),
				arguments("\"1000.00\"", "1000.00", "/principal/amount"),
				arguments("\"1000.00\"", "\"0.00\"", "/principal"),
				arguments("\"1000.00\"", "\"-1000.00\"", "/principal"),
				arguments("\"1000.00\"", "\"1000.001\"", "/principal"),
				arguments("\"1000.00\"", "\"1e3\"", "/principal"),
				arguments("\"1000.00\"", "\"1000000000000.00\"", "/principal"),
				arguments(", \"currency\": \"EUR\"", "", "/principal"),
				arguments("\"12\"", "\"30.0001\"", "/annualRate"), arguments("\"12\"", "\"-1\"", "/annualRate"),
				arguments("\"12\"", "\"1.00001\"", "/annualRate"), arguments("\"12\"", "\"012\"", "/annualRate"),
				arguments("\"12\"", "\"\"", "/annualRate"), arguments("\"12\"", "12", "/annualRate"),
				arguments("\"annualRate\": \"12\",", "", "/annualRate"),
				arguments("\"termMonths\": 12", "\"termMonths\": 0", "/termMonths"),
				arguments("\"termMonths\": 12", "\"termMonths\": 481", "/termMonths"),
				arguments("\"termMonths\": 12", "\"termMonths\": 12.5", "/termMonths"),
				arguments("\"termMonths\": 12", "\"termMonths\": \"12\"", "/termMonths"),
				arguments("\"termMonths\": 12", "\"termMonths\": 99999999999", ""),
				arguments("\"2026-12-31\"", "\"2026-12-32\"", "/firstDueDate"),
				arguments("\"2026-12-31\"", "\"2027-02-29\"", "/firstDueDate"),
				arguments("\"2026-12-31\"", "\"2026-12-31T00:00:00Z\"", "/firstDueDate"),
				arguments("\"2026-12-31\"", "20453", "/firstDueDate"),
				arguments("\"2026-12-31\"", "[2026, 12, 31]", "/firstDueDate"),
				arguments("{\"product\"", "{\"approved\": true, \"product\"", ""));
	}

	@ParameterizedTest(name = "{0} as {1}")
	@MethodSource("breaches")
	void breachOfTheContractIsRefusedAtItsPlace(String valid, String broken, String pointer) {
		assertThat(VALID).contains(valid);
		Answer answer = this.lender.applying(VALID.replace(valid, broken)).invalid().send();
		answer.expect(400, "request-invalid");
		assertThat(answer.text("/errors/0/pointer")).startsWith(pointer);
	}

	@Test
	void bodyThatIsNoJsonIsRefused() {
		this.lender.applying("{").invalid().send().expect(400, "request-invalid");
		this.lender.applying("").invalid().send().expect(400, "request-invalid");
	}

	@Test
	void otherMediaTypeIsRefused() {
		this.lender.calls()
			.post("/v1/loans")
			.key(Lender.newKey())
			.header("Content-Type", "text/plain")
			.json(VALID)
			.invalid()
			.send()
			.expect(415, "unsupported-media-type");
	}

	@Test
	void refusalRepeatsNothingThatWasSent() {
		Answer answer = this.lender.applying(VALID.replace("Ada Lovelace", "<Eve>")).invalid().send();
		assertThat(answer.text()).doesNotContain("Eve");
	}

}
