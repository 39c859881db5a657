package dev.gatehouse.gateway.token;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import com.nimbusds.jose.jwk.JWKSet;
import dev.gatehouse.gateway.checklist.Checks;
import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/** The memory of tokens finds the very same one again, and has an end. */
@Checks("A-56")
class TokenCacheTests {

	private static final VerifiedToken TOKEN = token("acme");

	@Test
	void tokenIsFoundAgain() {
		TokenCache cache = cache(10, 1);
		cache.put("Bearer a", TOKEN);
		assertThat(cache.get("Bearer a")).isSameAs(TOKEN);
	}

	@Test
	void nothingThatOnlyResemblesItIs() {
		TokenCache cache = cache(10, 1);
		cache.put("Bearer a.b.c", TOKEN);
		for (String other : List.of("Bearer a.b.d", "Bearer a.b.", "Bearer a.b.cc", "bearer a.b.c", "Bearer a.b.c ", "",
				"Bearer A.b.c")) {
			assertThat(cache.get(other)).as(other).isNull();
		}
	}

	/** "Aa" and "BB" have one hash code, and so has whatever is made of them. */
	@Test
	void twoTextsOfOneHashCodeAreTwo() {
		TokenCache cache = cache(100, 1);
		VerifiedToken other = token("globex");
		assertThat("Bearer AaAa").hasSameHashCodeAs("Bearer BBBB");
		cache.put("Bearer AaAa", TOKEN);
		cache.put("Bearer BBBB", other);
		assertThat(cache.get("Bearer AaAa")).isSameAs(TOKEN);
		assertThat(cache.get("Bearer BBBB")).isSameAs(other);
		assertThat(cache.get("Bearer AaBB")).isNull();
	}

	@Test
	void numberOfTokensIsBoundedAndTheLastOnesStay() {
		TokenCache cache = cache(100, 1000);
		for (int i = 0; i < 100_000; i++) {
			cache.put("Bearer " + i, TOKEN);
			assertThat(cache.size()).isLessThanOrEqualTo(100);
		}
		for (int i = 99_950; i < 100_000; i++) {
			assertThat(cache.get("Bearer " + i)).isNotNull();
		}
	}

	@Test
	void bytesOfTokensAreBounded() {
		TokenCache cache = cache(1_000_000, 1);
		String padding = "x".repeat(8000);
		for (int i = 0; i < 10_000; i++) {
			cache.put("Bearer " + i + padding, TOKEN);
		}
		assertThat(cache.size()).isBetween(10, 1024 * 1024 / (2 * 8000));
	}

	@Test
	void tokenThatIsInUseOutlivesAnyNumberThatIsNot() {
		TokenCache cache = cache(100, 1000);
		cache.put("Bearer used", TOKEN);
		for (int i = 0; i < 10_000; i++) {
			cache.put("Bearer " + i, TOKEN);
			if (i % 25 == 0) {
				assertThat(cache.get("Bearer used")).isSameAs(TOKEN);
			}
		}
		assertThat(cache.get("Bearer 9000")).isNull();
	}

	@Test
	void tokensAreForgottenOnDemand() {
		TokenCache cache = cache(10, 1000);
		VerifiedToken other = token("globex");
		for (int i = 0; i < 8; i++) {
			cache.put("Bearer " + i, (i % 2 == 0) ? TOKEN : other);
		}
		cache.removeIf((token) -> token.client().equals("acme"));
		for (int i = 0; i < 8; i++) {
			assertThat(cache.get("Bearer " + i)).as("token %d", i).isSameAs((i % 2 == 0) ? null : other);
		}
	}

	@Test
	void bytesOfForgottenTokensAreFree() {
		TokenCache cache = cache(1_000_000, 1);
		String padding = "x".repeat(8000);
		for (int round = 0; round < 100; round++) {
			for (int i = 0; i < 10; i++) {
				cache.put("Bearer " + i + padding, TOKEN);
			}
			for (int i = 0; i < 10; i++) {
				assertThat(cache.get("Bearer " + i + padding)).isNotNull();
			}
			cache.removeIf((token) -> true);
			assertThat(cache.size()).isZero();
		}
	}

	@Test
	void tokenThatComesTwiceCountsOnce() {
		TokenCache cache = cache(100, 1);
		for (int i = 0; i < 10_000; i++) {
			cache.put("Bearer once", TOKEN);
		}
		assertThat(cache.size()).isOne();
	}

	private static TokenCache cache(int tokens, int megabytes) {
		return new TokenCache(new TokenCacheSettings(tokens, DataSize.ofMegabytes(megabytes)));
	}

	private static VerifiedToken token(String client) {
		try {
			IssuerSettings settings = new TestSettings("https://issuer.example").build();
			SignedToken token = SignedToken.read(TestToken.at("https://issuer.example", Instant.EPOCH.plusSeconds(1000))
				.claim("client_id", client)
				.text(), settings.issuer());
			byte[] keys = new JWKSet(TestKeys.RSA).toString(true).getBytes(StandardCharsets.UTF_8);
			return VerifiedToken.of(token, Objects.requireNonNull(KeySet.parse(keys).find("rsa-1")),
					new TokenRules(settings).validity(token));
		}
		catch (ParseException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
