package dev.gatehouse.gateway.walk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.Base64URL;
import dev.gatehouse.gateway.checklist.Checks;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A token that the gateway knows opens what it opens and no more, to its client alone,
 * and until it expires. Tags name the sequences of the corpus of tokens.
 */
@OpenBank({ "gatehouse.issuer.skew=0s", "gatehouse.token-cache.max-tokens=200" })
@Checks("A-56")
class KnownTokenTests {

	private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

	private final Bank bank;

	KnownTokenTests(Bank bank) {
		this.bank = bank;
	}

	@Test
	void tokenIsVerifiedOnceAndThenKnown() {
		String token = this.bank.token().text();
		Metrics before = this.bank.gate().metrics();
		for (int i = 0; i < 5; i++) {
			assertThat(read(token)).isOk();
		}
		Metrics after = this.bank.gate().metrics();
		assertThat(more(before, after, "miss")).isEqualTo(1);
		assertThat(more(before, after, "hit")).isEqualTo(4);
	}

	@Tag("seq-cache-alice-bob")
	@Test
	@Checks("A-165")
	void tokensOfTwoClientsAreNeverMistaken() throws InterruptedException {
		TestTokens twin = this.bank.token().claim("sub", "twin").claim("jti", "twin");
		String[] clients = { "acme-treasury", "globex-reader" };
		String[] tokens = { twin.client(clients[0]).text(), twin.client(clients[1]).text() };
		assertThat(tokens[0].substring(0, 200)).isEqualTo(tokens[1].substring(0, 200));
		List<Answer> answers = Crowd.send(this.bank.gate().port(), 8, 200,
				(i) -> Call.get("/v1/accounts?n=" + i).token(tokens[i % 2]));
		assertThat(answers).hasSize(200).allSatisfy((answer) -> assertThat(answer).isOk());
		assertThat(this.bank.accounts().arrivals()).hasSize(200).allSatisfy((arrival) -> {
			int call = Integer.parseInt(arrival.target().replaceFirst(".*=", ""));
			assertThat(Header.values(arrival.headers(), "X-Client-Id")).containsExactly(clients[call % 2]);
		});
	}

	@Tag("seq-cache-mutated")
	@Test
	void whatIsChangedAboutAKnownTokenIsRefused() {
		String good = this.bank.token().text();
		String[] parts = good.split("\\.", -1);
		String more = Base64URL.encode(this.bank.token().scope("accounts:read accounts:write").claimsText()).toString();
		assertThat(read(good)).isOk();
		List<String> mutants = new ArrayList<>(List.of(parts[0] + "." + more + "." + parts[2],
				parts[0] + "." + parts[1] + ".", parts[0] + "." + parts[1], good + "A", good + ".", good + "=",
				good.substring(0, good.length() - 1), "." + good, good.toLowerCase(Locale.ROOT)));
		IntStream.iterate(0, (i) -> i < good.length(), (i) -> i + 13)
			.mapToObj((i) -> good.substring(0, i) + ((good.charAt(i) == 'A') ? 'B' : 'A') + good.substring(i + 1))
			.forEach(mutants::add);
		int last = ALPHABET.indexOf(good.charAt(good.length() - 1));
		mutants.add(good.substring(0, good.length() - 1) + ALPHABET.charAt(last ^ 1));
		for (String mutant : mutants) {
			assertThat(read(mutant)).hasStatus(401);
		}
		assertThat(read(good)).isOk();
		assertThat(this.bank.accounts().arrivals()).hasSize(2);
	}

	@Tag("seq-cache-exp")
	@Checks("A-134")
	@Test
	void knownTokenIsRefusedFromItsEndOn() {
		long end = Instant.now().getEpochSecond() + 3;
		String token = this.bank.token().claim("exp", end).text();
		assertThat(read(token)).isOk();
		Awaitility.await().until(() -> {
			Answer answer = read(token);
			boolean over = Instant.now().getEpochSecond() >= end;
			if (answer.status() == 200) {
				return false;
			}
			assertThat(answer).isInvalidToken("expired");
			return over;
		});
	}

	/** Many more than are remembered, and all of them good. */
	@Tag("seq-cache-flood")
	@Test
	void anyNumberOfGoodTokensIsServedAndOnlySoManyAreKnown() throws InterruptedException {
		String used = this.bank.token().text();
		List<String> tokens = IntStream.range(0, 2000)
			.parallel()
			.mapToObj((i) -> this.bank.token().signedBy(Keys.RSA, JWSAlgorithm.RS256).text())
			.toList();
		List<Answer> answers = Crowd.send(this.bank.gate().port(), 8, 2000,
				(i) -> Call.get("/v1/accounts").token((i % 10 == 0) ? used : tokens.get(i)));
		assertThat(answers).allSatisfy((answer) -> assertThat(answer).isOk());
		assertThat(this.bank.gate().metrics().sum("gatehouse_token_cache_tokens")).isBetween(1.0, 216.0);
		for (int i = 0; i < 250; i++) {
			assertThat(read((i % 10 == 0) ? used : tokens.get(i))).isOk();
		}
		Metrics before = this.bank.gate().metrics();
		assertThat(read(used)).isOk();
		assertThat(more(before, this.bank.gate().metrics(), "hit")).as("one in use stays known").isEqualTo(1);
	}

	@Tag("seq-reuse-route")
	@Checks("A-55")
	@Test
	void knownTokenOpensNoOtherOperation() {
		String token = this.bank.token().text();
		assertThat(read(token)).isOk();
		for (int i = 0; i < 2; i++) {
			assertThat(this.bank.send(Call.get("/v1/cards").token(token))).isProblem(403, "insufficient-scope")
				.hasMember("scope", "\"cards:read\"");
			assertThat(read(token)).isOk();
		}
		assertThat(this.bank.cards().arrivals()).isEmpty();
	}

	@Test
	void knownTokenOfASuspendedPartnerOpensNothing() {
		String token = this.bank.token().client("umbrella-frozen").text();
		for (int i = 0; i < 3; i++) {
			assertThat(read(token)).isProblem(403, "partner-suspended");
		}
		assertThat(this.bank.arrivals()).isZero();
	}

	private static double more(Metrics before, Metrics after, String result) {
		String label = "result=\"" + result + "\"";
		return after.sum("gatehouse_token_cache_requests_total", label)
				- before.sum("gatehouse_token_cache_requests_total", label);
	}

	private Answer read(String token) {
		return this.bank.send(Call.get("/v1/accounts").token(token));
	}

}
