package dev.gatehouse.gateway.walk;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import dev.gatehouse.gateway.checklist.Checks;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** Every check of a proof (RFC 9449, section 4.3), from both sides. */
@OpenBank(Holder.AT)
@Checks({ "A-70" })
class WrongProofTests {

	private final Bank bank;

	private final Holder wayne;

	WrongProofTests(Bank bank) {
		this.bank = bank;
		this.wayne = Holder.wayne(bank);
	}

	@Test
	@Checks("A-68")
	void exactlyOneProofIsNeeded() {
		String token = this.wayne.token().text();
		String proof = this.wayne.proof(token).text();
		Call none = Call.get("/v1/accounts").header("Authorization", "DPoP " + token);
		assertThat(this.bank.send(none)).isUnproven("no-proof", "invalid_dpop_proof");
		assertThat(this.bank.send(Holder.read(token, proof).header("dpop", this.wayne.proof(token).text())))
			.isUnproven("proof-number", "invalid_dpop_proof");
		assertThat(this.bank.send(Holder.read(token, proof).header("DPoP", proof))).isUnproven("proof-number",
				"invalid_dpop_proof");
		assertThat(this.bank.send(Holder.read(token, proof + ", " + proof))).isUnproven("proof-form",
				"invalid_dpop_proof");
		assertThat(this.bank.send(Holder.read(token, proof))).as("none of them was used").isOk();
	}

	@Test
	@Checks("A-72")
	void everyAcceptedAlgorithmIsGood() {
		for (Holder holder : List.of(Holder.rsa(this.bank, "wayne-dpop", 2048, JWSAlgorithm.PS256),
				Holder.rsa(this.bank, "wayne-dpop", 4096, JWSAlgorithm.PS256), this.wayne)) {
			assertThat(this.bank.send(holder.read())).isOk();
		}
		assertThat(this.bank.send(Holder.rsa(this.bank, "wayne-dpop", 2048, JWSAlgorithm.RS256).read()))
			.isUnproven("proof-algorithm", "invalid_dpop_proof");
		for (int bits : new int[] { 1024, 4104 }) {
			assertThat(this.bank.send(Holder.rsa(this.bank, "wayne-dpop", bits, JWSAlgorithm.PS256).read()))
				.isUnproven("proof-key", "invalid_dpop_proof");
		}
	}

	static Stream<Arguments> wrongProofs() {
		long now = Instant.now().getEpochSecond();
		byte[] secret = new byte[32];
		return Stream.of(wrong("proof-form", "crit", (p) -> p.header("crit", List.of("x")).header("x", 1)),
				wrong("proof-form", "b64", (p) -> p.header("b64", false)),
				wrong("proof-form", "cty", (p) -> p.header("cty", "JWT")),
				wrong("proof-form", "no alg", (p) -> p.withoutHeader("alg")),
				wrong("proof-form", "alg is a list", (p) -> p.header("alg", List.of("ES256"))),
				wrong("proof-type", "none", (p) -> p.withoutHeader("typ")),
				wrong("proof-type", "JWT", (p) -> p.header("typ", "JWT")),
				wrong("proof-type", "access token", (p) -> p.header("typ", "at+jwt")),
				wrong("proof-type", "capitals", (p) -> p.header("typ", "DPoP+JWT")),
				wrong("proof-type", "whole media type", (p) -> p.header("typ", "application/dpop+jwt")),
				wrong("proof-algorithm", "none", (p) -> p.header("alg", "none")),
				wrong("proof-algorithm", "HS256",
						(p) -> p.header("alg", "HS256")
							.signatureBy(new OctetSequenceKey.Builder(secret).build(), JWSAlgorithm.HS256)),
				wrong("proof-algorithm", "not allowed here", (p) -> p.header("alg", "RS256")),
				wrong("proof-algorithm", "small letters", (p) -> p.header("alg", "es256")),
				wrong("proof-algorithm", "ES384", (p) -> p.header("alg", "ES384")),
				wrong("proof-key", "of another kind", (p) -> p.header("alg", "PS256")),
				wrong("proof-key", "none", (p) -> p.withoutHeader("jwk")),
				wrong("proof-key", "text", (p) -> p.header("jwk", "x")),
				wrong("proof-key", "empty", (p) -> p.header("jwk", Map.of())),
				wrong("proof-key", "d", (p) -> p.jwk("d", "AA")), wrong("proof-key", "k", (p) -> p.jwk("k", "AA")),
				wrong("proof-key", "p", (p) -> p.jwk("p", "AA")), wrong("proof-key", "q", (p) -> p.jwk("q", null)),
				wrong("proof-key", "dp", (p) -> p.jwk("dp", 1)), wrong("proof-key", "dq", (p) -> p.jwk("dq", "AA")),
				wrong("proof-key", "qi", (p) -> p.jwk("qi", "AA")),
				wrong("proof-key", "oth", (p) -> p.jwk("oth", List.of())),
				wrong("proof-key", "symmetric", (p) -> p.header("jwk", Map.of("kty", "oct", "k", "AAAA"))),
				wrong("proof-key", "other curve", (p) -> p.jwk("crv", "P-384")),
				wrong("proof-key", "secp256k1", (p) -> p.jwk("crv", "secp256k1")),
				wrong("proof-key", "not on the curve", (p) -> p.jwk("x", TestProofs.hash("x"))),
				wrong("proof-key", "padded", (p) -> p.jwk("x", TestProofs.hash("x") + "=")),
				wrong("proof-key", "zero", (p) -> p.jwk("x", "A".repeat(43)).jwk("y", "A".repeat(43))),
				wrong("proof-signature", "of another key", (p) -> p.signatureBy(Keys.EC, JWSAlgorithm.ES256)),
				wrong("proof-method", "another", (p) -> p.claim("htm", "POST")),
				wrong("proof-method", "small letters", (p) -> p.claim("htm", "get")),
				wrong("proof-method", "none", (p) -> p.without("htm")),
				wrong("proof-method", "a list", (p) -> p.claim("htm", List.of("GET"))),
				wrong("proof-uri", "none", (p) -> p.without("htu")),
				wrong("proof-uri", "a number", (p) -> p.claim("htu", 7)),
				wrong("proof-time", "none", (p) -> p.without("iat")),
				wrong("proof-time", "text", (p) -> p.claim("iat", Long.toString(now))),
				wrong("proof-time", "too old", (p) -> p.claim("iat", now - 65)),
				wrong("proof-time", "from the future", (p) -> p.claim("iat", now + 30)),
				wrong("proof-time", "long ago", (p) -> p.claim("iat", 0)),
				wrong("proof-time", "beyond all time", (p) -> p.claim("iat", 1e300)),
				wrong("proof-id", "none", (p) -> p.without("jti")),
				wrong("proof-id", "empty", (p) -> p.claim("jti", "")),
				wrong("proof-id", "a number", (p) -> p.claim("jti", 7)),
				wrong("proof-id", "long", (p) -> p.claim("jti", "x".repeat(257))),
				wrong("proof-token", "none", (p) -> p.without("ath")),
				wrong("proof-token", "of another", (p) -> p.claim("ath", TestProofs.hash("another"))),
				wrong("proof-token", "padded", (p) -> p.claim("ath", TestProofs.hash("another") + "=")));
	}

	private static Arguments wrong(String check, String why, UnaryOperator<TestProofs> change) {
		return argumentSet(check + ": " + why, check, change);
	}

	@ParameterizedTest
	@MethodSource("wrongProofs")
	@Checks({ "A-69", "A-70", "A-71", "A-72", "A-73", "A-74", "A-75", "A-77", "A-78" })
	void wrongProofIsRefusedByItsCheck(String check, UnaryOperator<TestProofs> change) {
		String token = this.wayne.token().text();
		TestProofs proof = change.apply(this.wayne.proof(token));
		assertThat(this.bank.send(Holder.read(token, proof.text()))).isUnproven(check, "invalid_dpop_proof");
		assertThat(this.bank.arrivals()).isZero();
		assertThat(this.bank.send(Holder.read(token, this.wayne.proof(token).text()))).as("a good one").isOk();
		assertThat(this.bank.send(Holder.read(token, proof.text()))).as("now that its key is known")
			.isUnproven(check, "invalid_dpop_proof");
	}

	@Test
	@Checks("A-78")
	void proofOfAnotherKeyIsRefusedForTheTokensSake() {
		String token = this.wayne.token().text();
		Holder thief = Holder.wayne(this.bank);
		assertThat(this.bank.send(Holder.read(token, thief.proof(token).text()))).isUnproven("proof-thumbprint",
				"invalid_token");
		TestProofs disguised = this.wayne.proof(token).signatureBy(thief.key(), JWSAlgorithm.ES256);
		assertThat(this.bank.send(Holder.read(token, disguised.text()))).isUnproven("proof-signature",
				"invalid_dpop_proof");
	}

	static Stream<Arguments> hostileTexts() {
		return Stream.of(hostile("empty", (h, p) -> ""), hostile("blank", (h, p) -> "x"),
				hostile("two parts", (h, p) -> "e30.e30"), hostile("no header", (h, p) -> "." + "e30.e30"),
				hostile("unsigned", (h, p) -> p.text().replaceFirst("[^.]+$", "")),
				hostile("four parts", (h, p) -> p.text() + ".e30"), hostile("five parts", (h, p) -> "a.b.c.d.e"),
				hostile("padded", (h, p) -> p.text() + "="), hostile("with a token", (h, p) -> p.text() + " x"),
				hostile("changed signature", (h, p) -> p.text().substring(0, p.text().length() - 4) + "AAAA"),
				hostile("jwk twice",
						(h, p) -> p.sign(p.headerText().replaceFirst("}$", ",\"jwk\":{}}"), p.claimsText())),
				hostile("member of jwk twice",
						(h, p) -> p.sign(p.headerText().replaceFirst("\"kty\"", "\"kty\":\"EC\",\"kty\""),
								p.claimsText())),
				hostile("jti twice",
						(h, p) -> p.sign(p.headerText(), p.claimsText().replaceFirst("}$", ",\"jti\":\"b\"}"))),
				hostile("payload is no object", (h, p) -> p.sign(p.headerText(), "[]")),
				hostile("payload is no JSON", (h, p) -> p.sign(p.headerText(), "x")),
				hostile("deep",
						(h, p) -> p.sign(p.headerText(),
								p.claimsText()
									.replaceFirst("}$", ",\"x\":" + "[".repeat(500) + "]".repeat(500) + "}"))),
				hostile("many values",
						(h, p) -> p.sign(p.headerText(),
								p.claimsText().replaceFirst("}$", ",\"x\":[" + "1,".repeat(200) + "1]}"))),
				hostile("an access token", (h, p) -> h.token().text()),
				hostile("long", (h, p) -> p.claim("x", "x".repeat(6200)).text()));
	}

	private static Arguments hostile(String what, BiFunction<Holder, TestProofs, String> text) {
		return argumentSet(what, text);
	}

	@ParameterizedTest
	@MethodSource("hostileTexts")
	@Checks("A-69")
	void hostileTextIsNoProof(BiFunction<Holder, TestProofs, String> text) {
		String token = this.wayne.token().text();
		Answer answer = this.bank.send(Holder.read(token, text.apply(this.wayne, this.wayne.proof(token))));
		assertThat(answer).isProblem(401, "invalid-token", "binding");
		Assertions.assertThat(answer.body())
			.containsAnyOf("\"no-proof\"", "\"proof-form\"", "\"proof-type\"", "\"proof-signature\"");
		assertThat(this.bank.arrivals()).isZero();
	}

	/** Every claim in every kind of value: good or refused, never a fault. */
	@ParameterizedTest
	@ValueSource(strings = { "jti", "htm", "htu", "iat", "ath", "nonce", "exp", "nbf", "x" })
	void claimOfAnyKindIsAnswered(String claim) {
		String token = this.wayne.token().text();
		for (Object value : Arrays.asList("", "text", 7, -1, 1.5, Long.MAX_VALUE, 1e300, true, null, List.of(),
				Map.of("a", "b"))) {
			TestProofs proof = this.wayne.proof(token).claim(claim, value);
			Answer answer = this.bank.send(Holder.read(token, proof.text()));
			Assertions.assertThat(answer.status()).as("%s: %s", claim, value).isIn(200, 401);
		}
	}

	@Test
	@Checks("A-77")
	void timeOfAProofHasTwoEnds() {
		String token = this.wayne.token().text();
		long now = Instant.now().getEpochSecond();
		assertThat(this.bank.send(Holder.read(token, this.wayne.proof(token).claim("iat", now + 3).text()))).isOk();
		assertThat(this.bank.send(Holder.read(token, this.wayne.proof(token).claim("iat", now + 0.5).text()))).isOk();
		assertThat(this.bank.send(Holder.read(token, this.wayne.proof(token).claim("iat", now + 10).text())))
			.isUnproven("proof-time", "invalid_dpop_proof");
	}

}
