package dev.gatehouse.gateway.binding;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Spellings of one URI become one, and those of two stay two (RFC 3986, section 6.2). */
class TargetUriTests {

	@ParameterizedTest
	@CsvSource({ "https://a, https://a/", "https://A.B/, https://a.b/", "HTTPS://a/, https://a/",
			"https://a:443/x, https://a/x", "https://a:/x, https://a/x", "https://a:80/x, https://a:80/x",
			"http://a:80/x, http://a/x", "http://a:443/x, http://a:443/x", "https://[::1]:443/, https://[::1]/",
			"https://[2001:DB8::A]:8443/, https://[2001:db8::a]:8443/", "https://a/b?c=d#e, https://a/b",
			"https://a?c=/d, https://a/", "https://a#/d, https://a/", "https://a/%7Eb, https://a/~b",
			"https://a/%2f, https://a/%2F", "https://a/%c3%a9, https://a/%C3%A9",
			"https://a/%41%2D%2e%5f, https://a/A-._", "https://a/B, https://a/B", "https://a/b/., https://a/b/",
			"https://a/b/.., https://a/", "https://a/./b/../c, https://a/c", "https://a/../../b, https://a/b",
			"https://a/b/../../c/, https://a/c/", "https://a/%2e%2e/b, https://a/b", "https://a//b, https://a//b",
			"https://a/.b, https://a/.b", "https://a/..., https://a/...", "https://a/b;c=d, https://a/b;c=d" })
	void spellingsOfOneUriAreOne(String uri, String normal) {
		assertThat(TargetUri.normal(uri)).isEqualTo(normal);
		assertThat(TargetUri.normal(normal)).as("once more").isEqualTo(normal);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a", "/a", "//a/b", "https:", "https:/a", "https://", "https:///a", "https://a@b/",
			"https://a:b@c/", "https://a b/", "https://a:x/", "https://a:123456/", "https://a:1:2/", "https://[::1/",
			"https://[]/", "https://a\\b", "https://a/b c", "https://a/%", "https://a/%4", "https://a/%zz",
			"https://a/%+1", "https://a/\u00e9", "https://\u00e9/", "https://a/\"", "https://a/<", "https://a/|",
			"ftp://a/", "wss://a/", "file:///a", " https://a/", "https://a/\n", "https://a/%\uff11\uff11" })
	void whatIsNoUriOfHttpIsNone(String text) {
		assertThat(TargetUri.normal(text)).isNull();
	}

	@Test
	void longUriIsReadInNoTime() {
		String path = "/a/..".repeat(1600);
		assertThat(TargetUri.normal("https://a" + path)).isEqualTo("https://a/");
		assertThat(TargetUri.normal("https://" + "a".repeat(8000))).hasSize(8009);
	}

}
