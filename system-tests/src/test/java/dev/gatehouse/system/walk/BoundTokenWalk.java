package dev.gatehouse.system.walk;

import java.net.http.HttpResponse;
import java.util.Objects;
import java.util.stream.Stream;

import dev.gatehouse.system.Answer;
import dev.gatehouse.system.Bank;
import dev.gatehouse.system.Partner;
import dev.gatehouse.system.PartnerKey;
import org.junit.jupiter.api.DynamicTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** A partner whose tokens Keycloak binds to its key (RFC 9449), and who steals them. */
final class BoundTokenWalk {

	private static final String PATH = "/v1/accounts";

	private final Bank bank;

	private final Partner stark;

	private final PartnerKey key;

	BoundTokenWalk(Bank bank) {
		this.bank = bank;
		this.stark = new Partner(bank, "stark-settlement");
		this.key = Objects.requireNonNull(this.stark.key());
	}

	Stream<DynamicTest> tests() {
		return Stream.of(dynamicTest("a token is bound to the key", this::aTokenIsBoundToTheKey),
				dynamicTest("without a proof there is no token", this::withoutAProofThereIsNoToken),
				dynamicTest("each request brings a proof", this::eachRequestBringsAProof),
				dynamicTest("a proof is good once", this::aProofIsGoodOnce),
				dynamicTest("a thief has no proof", this::aThiefHasNoProof));
	}

	private void aTokenIsBoundToTheKey() {
		String token = this.stark.token("");
		assertThat(Partner.part(token, 0).path("typ").asString()).isEqualTo("at+jwt");
		assertThat(Partner.part(token, 1).at("/cnf/jkt").asString()).isEqualTo(this.key.thumbprint());
	}

	private void withoutAProofThereIsNoToken() {
		HttpResponse<String> refused = this.stark.ask("grant_type=client_credentials", null);
		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(refused.body()).contains("DPoP proof is missing").doesNotContain("access_token");
	}

	private void eachRequestBringsAProof() {
		for (int i = 0; i < 3; i++) {
			this.stark.get(PATH).expect(200);
		}
		assertThat(this.stark.call("POST", PATH, Bodies.ACCOUNT).expect(403).problem()).isEqualTo("insufficient-scope");
	}

	private void aProofIsGoodOnce() {
		String proof = proof(this.key);
		show(proof).expect(200);
		Answer replayed = show(proof).expect(401);
		assertThat(replayed.text("/reason")).isEqualTo("binding");
		assertThat(replayed.text("/check")).isEqualTo("proof-replayed");
	}

	private void aThiefHasNoProof() {
		Answer plain = Partner.readAt(this.bank.gateway(), this.stark.token(""), PATH).expect(401);
		assertThat(plain.text("/check")).isEqualTo("bearer");
		assertThat(show(proof(PartnerKey.make())).expect(401).text("/check")).isEqualTo("proof-thumbprint");
	}

	private Answer show(String proof) {
		return this.stark.callWith(this.stark.token(""), proof, "GET", PATH, null, new String[0]);
	}

	private String proof(PartnerKey proving) {
		return proving.proof("GET", Partner.resource(this.bank) + PATH, this.stark.token(""));
	}

}
