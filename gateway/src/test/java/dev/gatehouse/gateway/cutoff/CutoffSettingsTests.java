package dev.gatehouse.gateway.cutoff;

import java.time.Duration;

import dev.gatehouse.gateway.settings.InvalidSetting;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What cannot work is named at the start. */
class CutoffSettingsTests {

	private static final String URI = "https://issuer.example/cutoffs";

	private static final Duration SOME = Duration.ofSeconds(2);

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "x", "ftp://issuer.example/", "https:", "%%" })
	void addressMustBeAUrl(@Nullable String uri) {
		assertNamed("gatehouse.issuer.cutoffs.uri", () -> feed(uri, "id", "secret", SOME, SOME));
	}

	@Test
	void gatewayMustHaveANameAndASecret() {
		assertNamed("gatehouse.issuer.cutoffs.client-id", () -> feed(URI, " ", "secret", SOME, SOME));
		assertNamed("gatehouse.issuer.cutoffs.client-secret", () -> feed(URI, "id", null, SOME, SOME));
		assertNamed("gatehouse.issuer.cutoffs.client-secret", () -> feed(URI, "id", " ", SOME, SOME));
	}

	@ParameterizedTest
	@CsvSource({ "99, 2000, interval", "60001, 2000, interval", "0, 2000, interval", "2000, 0, timeout",
			"2000, -1, timeout", "2000, 60001, timeout" })
	void timesHaveBounds(long interval, long timeout, String key) {
		assertNamed("gatehouse.issuer.cutoffs." + key,
				() -> feed(URI, "id", "secret", Duration.ofMillis(interval), Duration.ofMillis(timeout)));
	}

	@Test
	void tokensMustNotLiveLongerThanTheIssuerRemembers() {
		CutoffSettings.Feed feed = feed(URI, "id", "secret", Duration.ofMillis(100), Duration.ofMinutes(1));
		Duration day = Duration.ofHours(24);
		assertThat(new CutoffSettings(URI, day, feed).cutoffs()).isSameAs(feed);
		assertThat(new CutoffSettings(URI, day.plusMillis(1), null).cutoffs()).isNull();
		assertNamed("gatehouse.issuer.max-lifetime", () -> new CutoffSettings(URI, day.plusMillis(1), feed));
	}

	@Test
	void secretIsNotShown() {
		CutoffSettings.Feed feed = feed(URI, "id", "hidden", SOME, SOME);
		assertThat(new CutoffSettings(URI, SOME, feed).toString()).doesNotContain("hidden");
	}

	private static void assertNamed(String key, Runnable settings) {
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(settings::run).withMessageStartingWith(key + ": ");
	}

	private static CutoffSettings.Feed feed(@Nullable String uri, String id, @Nullable String secret, Duration interval,
			Duration timeout) {
		return new CutoffSettings.Feed(uri, id, secret, interval, timeout, null);
	}

}
