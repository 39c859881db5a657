package dev.gatehouse.gateway.leaks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A secret is found wherever it shows, and nothing else is. */
class UsedSecretsTests {

	private static final String SECRET = UsedSecrets.add("a-canary-that-nobody-may-ever-see");

	private static final String TOKEN = UsedSecrets
		.add("eyJhbGciOiJub25lIn0canary.eyJqdGkiOiJjYW5hcnkifQcanary.c2lnbmF0dXJlLWNhbmFyeQ");

	@ParameterizedTest
	@ValueSource(strings = { "%s", "before %s after", "\"%s\"", "secret=%s", "Bearer %s", "{\"a\":\"%s\"}", "a\n%s\n",
			"redis://:%s@localhost", "/path/%s" })
	void secretIsFoundWhereverItShows(String text) {
		assertThat(UsedSecrets.find(text.formatted(SECRET))).isEqualTo(SECRET);
		assertThat(UsedSecrets.find(text.formatted(TOKEN))).isNotNull();
	}

	@Test
	void onePartOfATokenIsEnough() {
		assertThat(UsedSecrets.find("signature c2lnbmF0dXJlLWNhbmFyeQ is wrong")).isNotNull();
	}

	/** Also the proof that the extension stands around this class. */
	@Test
	void whateverIsWrittenIsLookedThrough() {
		LeakExtension.check("what came before");
		System.out.println("a secret on purpose: " + SECRET);
		assertThatThrownBy(() -> LeakExtension.check("standard output")).hasMessageContaining("standard output");
		System.err.println("a secret on purpose: " + SECRET);
		assertThatThrownBy(() -> LeakExtension.check("standard error")).hasMessageContaining(SECRET);
		LeakExtension.look("a line that is kept: " + SECRET);
		assertThatThrownBy(() -> LeakExtension.check("kept lines")).hasMessageContaining("kept lines");
		LeakExtension.check("nothing since then");
	}

	@Test
	void otherWordsAreNoSecrets() {
		assertThat(UsedSecrets.find("a-canary-that-nobody-may-ever-se and a-canary-that-nobody-may-ever-seen"))
			.isNull();
		UsedSecrets.add("short");
		assertThat(UsedSecrets.find("this is short")).isNull();
	}

}
