package dev.gatehouse.gateway.cutoff;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/** A token is dead if it was issued before the second that the issuer names. */
class CutoffSetTests {

	private static final String GOOD = "{\"issuer\":\"i\",\"notBefore\":1000,\"clients\":{\"acme\":2000,\"Acme\":3000}}";

	@Test
	void tokenOfBeforeIsEndedAndOneOfThatSecondIsNot() throws IOException {
		CutoffSet set = read(GOOD);
		assertThat(set.ends("acme", 1_999_999)).isTrue();
		assertThat(set.ends("acme", 2_000_000)).isFalse();
		assertThat(set.ends("Acme", 2_999_999)).isTrue();
		assertThat(set.ends("Acme", 3_000_000)).isFalse();
	}

	@Test
	void whatIsSaidOfTheRealmCountsForEveryClient() throws IOException {
		CutoffSet set = read(GOOD);
		assertThat(set.ends("other", 999_999)).isTrue();
		assertThat(set.ends("other", 1_000_000)).isFalse();
		CutoffSet later = read("{\"issuer\":\"i\",\"notBefore\":5000,\"clients\":{\"acme\":2000}}");
		assertThat(later.ends("acme", 4_999_999)).isTrue();
		assertThat(later.ends("acme", 5_000_000)).isFalse();
	}

	@Test
	void nothingIsEndedWhereNothingIsSaid() throws IOException {
		CutoffSet set = read("{\"issuer\":\"i\",\"notBefore\":0,\"clients\":{}}");
		assertThat(set.ends("acme", 0)).isFalse();
		assertThat(CutoffSet.NONE.ends("acme", 0)).isFalse();
	}

	@Test
	void whatALaterIssuerAddsIsNotMinded() throws IOException {
		assertThat(read(GOOD.replace("{\"issuer\"", "{\"more\":[1],\"issuer\"")).clients()).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "<html>", "[]", "null", "7", "\"x\"", "{", "{}", "{\"issuer\":\"i\"}",
			"{\"issuer\":\"i\",\"notBefore\":0}", "{\"issuer\":\"i\",\"clients\":{}}",
			"{\"notBefore\":0,\"clients\":{}}", "{\"issuer\":\"j\",\"notBefore\":0,\"clients\":{}}",
			"{\"issuer\":7,\"notBefore\":0,\"clients\":{}}", "{\"issuer\":\"i\",\"notBefore\":null,\"clients\":{}}",
			"{\"issuer\":\"i\",\"notBefore\":\"0\",\"clients\":{}}",
			"{\"issuer\":\"i\",\"notBefore\":-1,\"clients\":{}}", "{\"issuer\":\"i\",\"notBefore\":1.5,\"clients\":{}}",
			"{\"issuer\":\"i\",\"notBefore\":99999999999999999999,\"clients\":{}}",
			"{\"issuer\":\"i\",\"notBefore\":0,\"clients\":[]}", "{\"issuer\":\"i\",\"notBefore\":0,\"clients\":null}",
			"{\"issuer\":\"i\",\"notBefore\":0,\"clients\":{\"a\":null}}",
			"{\"issuer\":\"i\",\"notBefore\":0,\"clients\":{\"a\":{}}}",
			"{\"issuer\":\"i\",\"notBefore\":0,\"clients\":{\"a\":1,\"a\":0}}",
			"{\"issuer\":\"i\",\"notBefore\":0,\"clients\":{}}x", "{\"issuer\":\"i\",\"notBefore\":0,\"clients\":{}}{}",
			"{\"issuer\":\"i\",\"notBefore\":0,\"notBefore\":0,\"clients\":{}}" })
	void whatIsNotWhollyThatIsRefused(String document) {
		assertThatIOException().isThrownBy(() -> read(document));
	}

	@Test
	void documentThatStopsAnywhereIsRefused() {
		for (int length = 0; length < GOOD.length(); length++) {
			String part = GOOD.substring(0, length);
			assertThatIOException().as(part).isThrownBy(() -> read(part));
		}
	}

	private static CutoffSet read(String document) throws IOException {
		return CutoffSet.read(document.getBytes(StandardCharsets.UTF_8), "i");
	}

}
