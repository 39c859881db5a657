package dev.gatehouse.gateway.walk;

import dev.gatehouse.gateway.checklist.Checks;
import org.junit.jupiter.api.Test;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * On a platform where Spring Boot believes everybody's forwarding headers, and where
 * somebody says that it should, the gateway does not.
 */
@OpenBank({ "spring.main.cloud-platform=kubernetes", "server.forward-headers-strategy=native" })
@Checks({ "A-84", "A-157", "A-161" })
class PlatformTests {

	private final Bank bank;

	PlatformTests(Bank bank) {
		this.bank = bank;
	}

	@Test
	void addressOfAStrangersChainIsNotBelieved() {
		Call call = Call.get("/v1/accounts")
			.token(this.bank.token().client("hooli-office"))
			.header("X-Forwarded-For", "192.0.2.7")
			.header("Forwarded", "for=192.0.2.7");
		assertThat(this.bank.gate().sendFrom("127.0.0.2", call)).isProblem(403, "network-not-allowed");
	}

	@Test
	void prefixOfAStrangerIsNotPutBeforeThePath() {
		Call call = Call.get("/v1/accounts").token(this.bank.token()).header("X-Forwarded-Prefix", "/v1/cards");
		assertThat(this.bank.send(call)).isOk();
		assertThat(this.bank.accounts().onlyArrival().target()).isEqualTo("/v1/accounts");
	}

}
