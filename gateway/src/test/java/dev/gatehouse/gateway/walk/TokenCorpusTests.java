package dev.gatehouse.gateway.walk;

import dev.gatehouse.gateway.checklist.Checks;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The corpus of tokens where the issuer makes them as RFC 9068 says. */
@Checks({ "A-31", "A-32", "A-34", "A-37", "A-40", "A-41", "A-46", "A-47", "A-49", "A-50", "A-52" })
@OpenBank
class TokenCorpusTests {

	private final Bank bank;

	TokenCorpusTests(Bank bank) {
		this.bank = bank;
	}

	@ParameterizedTest
	@MethodSource("dev.gatehouse.gateway.walk.TokenCorpus#cases")
	void everyTokenOfTheCorpusIsHandled(JwtCase one) {
		TokenCorpus.assertHandled(one, this.bank, "at+jwt");
	}

}
