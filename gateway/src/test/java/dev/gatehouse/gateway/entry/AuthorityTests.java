package dev.gatehouse.gateway.entry;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A host has a name that every reader reads the same. */
class AuthorityTests {

	@ParameterizedTest
	@ValueSource(strings = { "a", "api.bank.example", "api.bank.example.", "API.bank.example:8080", "my_service:1",
			"127.0.0.1", "127.0.0.1:65535", "[::1]", "[2001:db8::1]:443", "[::ffff:192.0.2.1]",
			"xn--bcher-kva.example" })
	void hostWithOrWithoutPortIsOne(String text) {
		assertThat(Authority.is(text)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a b", "a\tb", "a@b", "a, b", "a,b", "a:-1", "a:", "a:x", "a:0", "a:65536",
			"a:123456", "a:1:2", "[::1", "::1", "[]", "[::1]x", "[::1]]", "[a]", "[::1%25eth0]", "[fe80::1%eth0]",
			"a#b", "a?b", "a/b", "http://a", "a\\b", "%00", "a%41", "a;b", "a=b", "é", "a\"", "<a>", "{a}", "*",
			"a\u0000" })
	void anythingElseIsNone(String text) {
		assertThat(Authority.is(text)).isFalse();
	}

	@org.junit.jupiter.api.Test
	void nameOfAnyLengthIsNone() {
		assertThat(Authority.is("a".repeat(255))).isTrue();
		assertThat(Authority.is("a".repeat(256))).isFalse();
	}

}
