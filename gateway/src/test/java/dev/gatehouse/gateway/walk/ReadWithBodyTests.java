package dev.gatehouse.gateway.walk;

import dev.gatehouse.gateway.checklist.Checks;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A body is there once. What repeated a read that has one would announce it and not send
 * it, and the next request on that connection would be taken for it.
 */
@OpenBank("gatehouse.contracts=src/test/resources/walk/wide")
@Checks("A-96")
class ReadWithBodyTests {

	private final Bank bank;

	ReadWithBodyTests(Bank bank) {
		this.bank = bank;
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "HTTP/1.1 " })
	void readWithABodyIsNotTriedAgain(String beginning) {
		this.bank.accounts().answersOnce(Script.bytesAndEnd(beginning));
		assertThat(this.bank.send(search("Ada"))).isProblem(502, "upstream-failed");
		assertThat(this.bank.accounts().arrivals()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "HTTP/1.1 " })
	void readWithoutOneIs(String beginning) {
		this.bank.accounts().answersOnce(Script.bytesAndEnd(beginning));
		assertThat(this.bank.send(Call.get("/v1/accounts").token(this.bank.token()))).isOk();
		assertThat(this.bank.accounts().arrivals()).hasSize(2);
	}

	private Call search(String words) {
		return Call.get("/v1/accounts").token(this.bank.token()).header("Content-Type", "text/plain").body(words);
	}

}
