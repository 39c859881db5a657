package dev.gatehouse.gateway.walk;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The corpus of tokens where the issuer makes them as RFC 9068 says. */
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
