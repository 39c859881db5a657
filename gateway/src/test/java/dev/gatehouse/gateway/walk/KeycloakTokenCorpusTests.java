package dev.gatehouse.gateway.walk;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;

/** The corpus of tokens where the issuer makes them as Keycloak does by default. */
@OpenBank("gatehouse.issuer.profile=keycloak")
class KeycloakTokenCorpusTests {

	private final Bank bank;

	KeycloakTokenCorpusTests(Bank bank) {
		this.bank = bank;
	}

	/** Without the row about the type that this profile does not have. */
	static Stream<Arguments> cases() {
		return TokenCorpus.cases().filter((one) -> !(one.get()[0] instanceof JwtCase row && row.id().equals("ctl-5")));
	}

	@ParameterizedTest
	@MethodSource("cases")
	void everyTokenOfTheCorpusIsHandled(JwtCase one) {
		TokenCorpus.assertHandled(one, this.bank, "JWT");
	}

	@Test
	void tokenOfTheOtherProfileIsOfTheWrongType() {
		Call call = Call.get("/v1/accounts").token(this.bank.token().claim("typ", "Bearer"));
		assertThat(this.bank.send(call)).isInvalidToken("type");
	}

}
