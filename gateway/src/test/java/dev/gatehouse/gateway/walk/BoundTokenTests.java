package dev.gatehouse.gateway.walk;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.gatehouse.gateway.checklist.Checks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A token that is bound to a key is good with a proof of that key, and with nothing else.
 */
@OpenBank(Holder.AT)
@Checks({ "A-66", "A-67", "A-86", "A-136" })
class BoundTokenTests {

	private final Bank bank;

	private final Holder wayne;

	BoundTokenTests(Bank bank) {
		this.bank = bank;
		this.wayne = Holder.wayne(bank);
	}

	@Test
	void boundTokenIsGoodWithAProofForEachRequest() {
		String token = this.wayne.token().text();
		for (int i = 0; i < 3; i++) {
			assertThat(this.bank.send(Holder.read(token, this.wayne.proof(token).text()))).isOk();
		}
		assertThat(this.bank.accounts().arrivals()).hasSize(3);
	}

	@Test
	void boundTokenMaySayWhatKindOfKeyItIsBoundToAsKeycloaksDo() {
		String token = this.wayne.token()
			.claim("cnf", Map.of("jkt", this.wayne.thumbprint(), "kc-jkt-type", "DPoP"))
			.claim("typ", "DPoP")
			.text();
		assertThat(this.bank.send(Holder.read(token, this.wayne.proof(token).text()))).isOk();
		assertThat(this.bank.send(Call.get("/v1/accounts").token(token))).isUnbound("bearer");
	}

	@Test
	void neitherTokenNorProofGoesOnToTheService() {
		assertThat(this.bank.send(Holder.ec(this.bank, Bank.ACME).read())).isOk();
		assertThat(this.bank.accounts().onlyArrival().toString()).doesNotContainIgnoringCase("authorization", "dpop",
				"eyJ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "DPoP", "dpop", "DPOP" })
	void schemeMayBeSpelledInAnyCase(String scheme) {
		String token = this.wayne.token().text();
		Call call = Call.get("/v1/accounts")
			.header("Authorization", scheme + " " + token)
			.header("dpop", this.wayne.proof(token).text());
		assertThat(this.bank.send(call)).isOk();
	}

	@Test
	void partnerThatNeedNotBindItsTokensMay() {
		assertThat(this.bank.send(Holder.ec(this.bank, Bank.ACME).read())).isOk();
	}

	@ParameterizedTest
	@ValueSource(strings = { "wayne-dpop", Bank.ACME, "nobody" })
	void boundTokenIsNoPlainOneWhoeverItBelongsTo(String client) {
		String token = Holder.ec(this.bank, client).token().text();
		assertThat(this.bank.send(Call.get("/v1/accounts").token(token))).isInvalidToken("binding").isUnbound("bearer");
		assertThat(this.bank.send(Call.get("/v1/accounts").token(token).header("DPoP", this.wayne.proof(token).text())))
			.isUnbound("bearer");
		assertThat(this.bank.arrivals()).isZero();
	}

	@Test
	void knownBoundTokenIsNoPlainOneEither() {
		String token = this.wayne.token().text();
		assertThat(this.bank.send(Holder.read(token, this.wayne.proof(token).text()))).isOk();
		assertThat(this.bank.send(Call.get("/v1/accounts").token(token))).isUnbound("bearer");
		assertThat(this.bank.send(Call.get("/v1/accounts").header("Authorization", "DPoP " + token)))
			.isUnproven("no-proof", "invalid_dpop_proof");
	}

	@Test
	void plainTokenIsNotGoodWithAProof() {
		String token = this.bank.token().text();
		assertThat(this.bank.send(Holder.read(token, this.wayne.proof(token).text()))).isUnproven("scheme",
				"invalid_token");
		assertThat(this.bank.send(Call.get("/v1/accounts").token(token))).isOk();
		assertThat(this.bank.send(Holder.read(token, this.wayne.proof(token).text()))).isUnproven("scheme",
				"invalid_token");
	}

	@Test
	void registryRefusesPlainTokensAndThoseBoundOtherwise() {
		assertThat(this.bank.send(Call.get("/v1/accounts").token(this.bank.token().client("wayne-dpop"))))
			.isInvalidToken("binding")
			.isUnbound("registry-key");
		assertThat(this.bank.send(Call.get("/v1/accounts").token(this.bank.token().client("stark-mtls"))))
			.isUnbound("registry-certificate");
		assertThat(this.bank.send(Holder.ec(this.bank, "stark-mtls").read())).isUnproven("registry-certificate",
				"invalid_token");
		TestTokens certified = this.bank.token().claim("cnf", Map.of("x5t#S256", TestProofs.hash("a certificate")));
		assertThat(this.bank.send(Call.get("/v1/accounts").token(certified.client("wayne-dpop"))))
			.isUnbound("registry-key");
		assertThat(this.bank.arrivals()).isZero();
	}

	@Test
	void tokenOfACertificateThatNobodyShowedIsRefused() {
		TestTokens certified = this.bank.token().claim("cnf", Map.of("x5t#S256", TestProofs.hash("a certificate")));
		for (String client : List.of("stark-mtls", Bank.ACME)) {
			assertThat(this.bank.send(Call.get("/v1/accounts").token(certified.client(client))))
				.isUnbound("no-certificate");
		}
		assertThat(this.bank.send(Call.get("/v1/accounts").header("Authorization", "DPoP " + certified.text())))
			.isUnproven("scheme", "invalid_token");
	}

	static Stream<Object> confirmations() {
		String hash = TestProofs.hash("x");
		return Stream.of("x", 7, List.of(hash), Map.of(), Map.of("jkt", "x"), Map.of("jkt", hash + "A"),
				Map.of("jkt", hash.substring(1)), Map.of("jkt", hash + "="), Map.of("jkt", 7),
				Map.of("jkt", List.of(hash)), Map.of("JKT", hash), Map.of("kid", "a"), Map.of("jwk", Map.of()),
				Map.of("x5t", hash), Map.of("x5t#s256", hash), Map.of("jkt", hash, "kid", "a"),
				Map.of("jkt", hash, "x5t#S256", hash), Map.of("x5t#S256", hash, "other", 1), Map.of("osc", hash),
				Map.of("jkt", hash, "kc-jkt-type", "dpop"), Map.of("jkt", hash, "kc-jkt-type", 1),
				Map.of("kc-jkt-type", "DPoP"), Map.of("x5t#S256", hash, "kc-jkt-type", "DPoP"),
				Map.of("jkt", hash, "kc-jkt-type", "DPoP", "more", 1));
	}

	@ParameterizedTest
	@MethodSource("confirmations")
	void confirmationThatCannotBeCheckedIsRefused(Object confirmation) {
		String token = this.bank.token().claim("cnf", confirmation).text();
		assertThat(this.bank.send(Call.get("/v1/accounts").token(token))).isUnbound("confirmation");
		assertThat(this.bank.send(Holder.read(token, this.wayne.proof(token).text()))).isUnbound("confirmation");
		assertThat(this.bank.arrivals()).isZero();
	}

	@Test
	@Checks("A-81")
	void whoMayNotIsToldInItsScheme() {
		String token = this.wayne.token().scope("openid").text();
		Answer answer = this.bank.send(Holder.read(token, this.wayne.proof(token).text()));
		assertThat(answer).isProblem(403, "insufficient-scope");
		assertThat(answer.values("WWW-Authenticate")).singleElement()
			.asString()
			.startsWith("DPoP realm=\"gatehouse\", error=\"insufficient_scope\"");
	}

	@Test
	@Checks("A-81")
	void whoBringsNothingIsOfferedBothSchemes() {
		assertThat(this.bank.send(Call.get("/v1/accounts")).values("WWW-Authenticate")).containsExactly(
				"Bearer realm=\"gatehouse\", resource_metadata=\"https://api.bank.example/.well-known/oauth-protected-resource\"",
				"DPoP realm=\"gatehouse\", resource_metadata=\"https://api.bank.example/.well-known/oauth-protected-resource\", algs=\"ES256 PS256 EdDSA\"");
	}

	@Test
	void nonceIsNotAskedForUnlessASettingSaysSo() {
		String token = this.wayne.token().text();
		Answer answer = this.bank.send(Holder.read(token, this.wayne.proof(token).claim("nonce", "any").text()));
		assertThat(answer).isOk().hasNoField("DPoP-Nonce");
	}

	@Test
	void serviceDoesNotAskForNonces() {
		this.bank.accounts()
			.answers(Script.bytes(
					"HTTP/1.1 200 x\r\nContent-Type: application/json\r\nDPoP-Nonce: theirs\r\nContent-Length: 2\r\n\r\n{}"));
		assertThat(this.bank.send(this.wayne.read())).isOk().hasNoField("DPoP-Nonce");
	}

}
