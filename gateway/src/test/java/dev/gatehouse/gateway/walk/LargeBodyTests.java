package dev.gatehouse.gateway.walk;

import dev.gatehouse.gateway.checklist.Checks;
import org.junit.jupiter.api.Test;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bodies as large as the gateway takes them, checked against a contract that does not
 * limit them further.
 */
@OpenBank("gatehouse.contracts=src/test/resources/walk/wide")
class LargeBodyTests {

	private static final int LARGEST = 1024 * 1024;

	private static final String ORDER = "{\"holder\":\"Ada Lovelace\"}";

	private final Bank bank;

	LargeBodyTests(Bank bank) {
		this.bank = bank;
	}

	@Test
	@Checks("A-144")
	void largestBodyIsCheckedAndGoesOnAsItCame() {
		String padded = " ".repeat(LARGEST - ORDER.length()) + ORDER;
		assertThat(this.bank.send(open().body(padded))).isOk();
		assertThat(this.bank.accounts().onlyArrival().body()).isEqualTo(padded);
	}

	@Test
	void largestBodyThatBreaksTheContractIsRefused() {
		assertThat(this.bank.send(open().body(" ".repeat(LARGEST - 2) + "{}"))).isProblem(400, "request-invalid");
		assertThat(this.bank.arrivals()).isZero();
	}

	@Test
	@Checks("A-144")
	void bodyInChunksThatIsLargerReachesNobody() {
		assertThat(this.bank.send(open().chunked(" ".repeat(LARGEST + 1 - ORDER.length()) + ORDER))).isProblem(413,
				"body-too-large");
		assertThat(this.bank.arrivals()).isZero();
	}

	private Call open() {
		return Call.of("POST", "/v1/accounts")
			.token(this.bank.token().scope("accounts:write"))
			.header("Content-Type", "application/json");
	}

}
