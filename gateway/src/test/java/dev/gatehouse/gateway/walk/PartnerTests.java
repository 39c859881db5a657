package dev.gatehouse.gateway.walk;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** A good token is not enough: its client must be a partner, and come as agreed. */
@OpenBank
class PartnerTests {

	private final Bank bank;

	PartnerTests(Bank bank) {
		this.bank = bank;
	}

	@AfterEach
	void nothingReachesTheCards() {
		assertThat(this.bank.cards().arrivals()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "nobody", "ACME-TREASURY", "acme-treasury ", "acme~treasury" })
	void clientThatIsNotInTheRegistryIsRefused(String client) {
		assertThat(this.bank.send(readBy(client))).isProblem(403, "unknown-partner").hasNoField("WWW-Authenticate");
		assertThat(this.bank.arrivals()).isZero();
	}

	@Test
	void suspendedPartnerIsRefused() {
		assertThat(this.bank.send(readBy("umbrella-frozen"))).isProblem(403, "partner-suspended");
		assertThat(this.bank.arrivals()).isZero();
	}

	@Test
	void partnerIsLetInFromItsOwnNetworkOnly() {
		assertThat(this.bank.gate().sendFrom("127.0.0.1", readBy("hooli-office"))).isOk();
		assertThat(this.bank.gate().sendFrom("127.0.0.2", readBy("hooli-office"))).isProblem(403,
				"network-not-allowed");
		assertThat(this.bank.accounts().arrivals()).hasSize(1);
	}

	@Test
	void partnerWithoutNetworksIsLetInFromAnywhere() {
		assertThat(this.bank.gate().sendFrom("127.0.0.2", readBy(Bank.ACME))).isOk();
	}

	@Test
	void forwardingHeadersOfAStrangerPutNobodyIntoANetwork() {
		Call call = readBy("hooli-office").header("X-Forwarded-For", "127.0.0.1")
			.header("Forwarded", "for=127.0.0.1")
			.header("X-Real-IP", "127.0.0.1");
		assertThat(this.bank.gate().sendFrom("127.0.0.2", call)).isProblem(403, "network-not-allowed");
		assertThat(this.bank.arrivals()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "openid", "accounts:reader", "accounts:*", "ACCOUNTS:READ", "accounts:read,x",
			"accounts:write" })
	void tokenWithoutTheScopeIsRefusedAndToldWhichOneItNeeds(String scope) {
		assertNeedsRead(Call.get("/v1/accounts").token(this.bank.token().scope(scope)));
	}

	@Test
	void scopeInAnyOtherShapeGrantsNothing() {
		assertNeedsRead(Call.get("/v1/accounts").token(this.bank.token().without("scope")));
		assertNeedsRead(Call.get("/v1/accounts").token(this.bank.token().claim("scope", null)));
		assertNeedsRead(Call.get("/v1/accounts")
			.token(this.bank.token().without("scope").claim("scp", "accounts:read").claim("roles", "accounts:read")));
	}

	@Test
	void noTokenGetsMoreThanThePartnersCeiling() {
		TestTokens token = this.bank.token().client("globex-reader").scope("accounts:read accounts:write");
		assertThat(this.bank.send(Call.post("/v1/accounts", "{}").token(token))).isProblem(403, "insufficient-scope")
			.hasMember("scope", "\"accounts:write\"")
			.hasChallenge(
					", error=\"insufficient_scope\", error_description=\"The access token does not grant the scope that is needed.\", scope=\"accounts:write\"");
		assertThat(this.bank.arrivals()).isZero();
	}

	@Test
	void scopeOfOneApiOpensNoOther() {
		assertThat(this.bank.send(Call.get("/v1/cards").token(this.bank.token()))).isProblem(403, "insufficient-scope")
			.hasChallenge(
					", error=\"insufficient_scope\", error_description=\"The access token does not grant the scope that is needed.\", scope=\"cards:read\"");
		assertThat(this.bank.arrivals()).isZero();
	}

	private void assertNeedsRead(Call call) {
		assertThat(this.bank.send(call)).isProblem(403, "insufficient-scope")
			.hasMember("scope", "\"accounts:read\"")
			.hasChallenge(
					", error=\"insufficient_scope\", error_description=\"The access token does not grant the scope that is needed.\", scope=\"accounts:read\"");
		assertThat(this.bank.arrivals()).isZero();
	}

	private Call readBy(String client) {
		return Call.get("/v1/accounts").token(this.bank.token().client(client));
	}

}
