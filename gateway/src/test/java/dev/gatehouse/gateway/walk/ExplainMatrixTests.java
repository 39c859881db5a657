package dev.gatehouse.gateway.walk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import com.nimbusds.jose.JWSAlgorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** What is explained is what happens, for every token, operation and partner. */
@OpenBank({ Explained.MANY, Explained.AT_ONCE })
class ExplainMatrixTests {

	private static final JsonMapper JSON = new JsonMapper();

	/** What can be wrong with a token, by the check that notices. */
	private static final Map<String, UnaryOperator<TestTokens>> FAULTS = faults();

	private static final List<String> CLIENTS = List.of(Bank.ACME, "globex-reader", "initech-cards", "umbrella-frozen",
			"hooli-office", "stark-mtls", "wayne-dpop", "tyrell-steady", "nobody", "ACME-TREASURY");

	private static final List<List<String>> CALLS = List.of(List.of("GET", "/v1/accounts"),
			List.of("POST", "/v1/accounts"), List.of("GET", "/v1/accounts/1"), List.of("DELETE", "/v1/accounts/1"),
			List.of("GET", "/v1/accounts/1/audit"), List.of("GET", "/v1/cards/1"), List.of("PUT", "/v1/cards"),
			List.of("get", "/v1/cards"), List.of("GET", "/v1/none"), List.of("GET", "/v1/accounts/"),
			List.of("GET", "/v1/accounts/../cards"), List.of("GET", "/v1/accounts?a=b%20c"));

	private static final List<String> SCOPES = List.of("accounts:read", "accounts:read accounts:write cards:read",
			"openid", "");

	private final Bank bank;

	ExplainMatrixTests(Bank bank) {
		this.bank = bank;
	}

	private static Map<String, UnaryOperator<TestTokens>> faults() {
		Map<String, UnaryOperator<TestTokens>> faults = new LinkedHashMap<>();
		faults.put("algorithm", (token) -> token.header("alg", "HS256"));
		faults.put("key", (token) -> token.header("kid", "nobody"));
		faults.put("signature", (token) -> token.signatureBy(Keys.FORGED, JWSAlgorithm.RS256));
		faults.put("type", (token) -> token.type("JWT"));
		faults.put("issuer", (token) -> token.claim("iss", "https://other.example"));
		faults.put("audience", (token) -> token.claim("aud", "other"));
		faults.put("time", TestTokens::expired);
		faults.put("time 2", (token) -> token.notBefore(3600));
		faults.put("claims", (token) -> token.without("sub"));
		faults.put("claims 2", (token) -> token.without("exp"));
		faults.put("claims 3", (token) -> token.claim("iat", "yesterday"));
		faults.put("binding", (token) -> token.claim("cnf", Map.of("jkt", "x")));
		return faults;
	}

	@ParameterizedTest
	@FieldSource("CLIENTS")
	void explanationIsWhatTheCallGets(String client) {
		for (List<String> call : CALLS) {
			for (String scope : SCOPES) {
				assertHolds(call, this.bank.token().client(client).scope(scope).text());
			}
			FAULTS.values().forEach((fault) -> assertHolds(call, fault.apply(this.bank.token().client(client)).text()));
		}
	}

	@Test
	void explanationIsWhatTheCallGetsFromAnotherAddress() {
		assertHolds("127.0.0.2", List.of("GET", "/v1/accounts"), this.bank.token().client("hooli-office").text());
		assertHolds("127.0.0.1", List.of("GET", "/v1/accounts"), this.bank.token().client("hooli-office").text());
	}

	static Stream<Arguments> tokens() {
		return TokenCorpus.cases();
	}

	/** All that attackers have tried as tokens. */
	@ParameterizedTest
	@MethodSource("tokens")
	void explanationIsWhatTheCallGetsForEveryTokenOfTheCorpus(JwtCase one) {
		String authorization = one.call(this.bank, "at+jwt")
			.values("Authorization")
			.stream()
			.reduce((first, second) -> first + second)
			.orElse("");
		if (authorization.startsWith("Bearer ") && authorization.chars().noneMatch(Character::isISOControl)) {
			assertHolds(List.of("GET", "/v1/accounts"), authorization.substring(7));
		}
	}

	/** Other targets are no paths, and longer ones make the question too long itself. */
	static Stream<Arguments> paths() {
		return PathBypassTests.paths()
			.filter((row) -> row.get()[0] instanceof String path && path.startsWith("/") && path.length() < 1000);
	}

	/** All that attackers have tried as paths. */
	@ParameterizedTest
	@MethodSource("paths")
	void explanationIsWhatTheCallGetsForEveryPathOfTheCorpus(String path, List<Integer> allowed) {
		Answer real = this.bank.send(Call.get(path).token(this.bank.token()));
		Explained explained = Explained.of(this.bank.send(Explained.question("GET", path).token(this.bank.token())));
		assertThat(explained.isAllowed()).as(path).isEqualTo(real.status() == 200);
		if (real.status() != 200) {
			assertThat(explained.refusal("status")).as(path).isEqualTo(Integer.toString(real.status()));
		}
	}

	private void assertHolds(List<String> call, String token) {
		assertHolds("127.0.0.1", call, token);
	}

	private void assertHolds(String from, List<String> call, String token) {
		Explained explained = Explained
			.of(this.bank.gate().sendFrom(from, Explained.question(call.getFirst(), call.getLast()).token(token)));
		Call real = call.getFirst().equals("POST") ? Call.post(call.getLast(), "{}")
				: Call.of(call.getFirst(), call.getLast());
		Answer answer = this.bank.gate().sendFrom(from, real.token(token));
		assertThat(explained.isAllowed()).as("%s %s", call, explained).isEqualTo(answer.status() == 200);
		if (answer.status() != 200) {
			JsonNode problem = JSON.readTree(answer.body());
			assertThat(explained.refusal("status")).isEqualTo(Integer.toString(answer.status()));
			assertThat("urn:gatehouse:problem:" + explained.refusal("problem"))
				.isEqualTo(problem.path("type").asString());
			for (String member : List.of("reason", "detail")) {
				assertThat(explained.refusal(member)).isEqualTo(problem.path(member).asString());
			}
		}
		assertThat(explained.checks("failed")).hasSize(explained.isAllowed() ? 0 : 1);
	}

	@Test
	void whateverIsWrongWithATokenIsNeverShownAsPassed() {
		FAULTS.forEach((one, first) -> FAULTS.forEach((other, second) -> {
			TestTokens token = second.apply(first.apply(this.bank.token()));
			Explained explained = Explained.of(this.bank.send(Explained.question("GET", "/v1/accounts").token(token)));
			Set<String> wrong = Set.copyOf(List.of(check(one), check(other)));
			assertThat(explained.checks("failed")).as("%s and %s", one, other).hasSize(1).allMatch(wrong::contains);
			assertThat(explained.checks("passed")).as("%s and %s: %s", one, other, explained)
				.doesNotContainAnyElementsOf(wrong);
		}));
	}

	private static String check(String fault) {
		return "token." + fault.replaceFirst(" \\d", "");
	}

	@Test
	void singleFaultIsFoundByItsCheckAfterAllBeforeItPassed() {
		FAULTS.forEach((name, fault) -> {
			Explained explained = Explained
				.of(this.bank.send(Explained.question("GET", "/v1/accounts").token(fault.apply(this.bank.token()))));
			assertThat(explained.checks("failed")).as(name).containsExactly(check(name));
			assertThat(explained.checks("passed")).as(name).startsWith("entry.request", "contract.operation");
		});
	}

}
