package dev.gatehouse.gateway.tracing;

import java.time.Duration;
import java.util.Map;

import dev.gatehouse.gateway.settings.InvalidSetting;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What cannot work is named at the start. */
class TracingSettingsTests {

	private static final String ENDPOINT = "https://collector.example:4318/v1/traces";

	private static final Map<String, String> NONE = Map.of();

	@ParameterizedTest
	@ValueSource(strings = { "http://collector:4318/v1/traces", ENDPOINT, "http://127.0.0.1/x" })
	void endpointIsAWholeUrl(String endpoint) {
		assertThat(settings(endpoint, 0.01, 20, NONE, 5000, 4096).endpoint()).isEqualTo(endpoint);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "collector:4318", "grpc://collector:4317", "http://collector:4318",
			"http://collector:4318/", "http://me:secret@collector/v1/traces", "http://collector/v1/traces#x", "%%" })
	void endpointMustBeAWholeUrl(String endpoint) {
		assertNamed("endpoint", () -> settings(endpoint, 0.01, 20, NONE, 5000, 4096));
	}

	@ParameterizedTest
	@CsvSource({ "-0.01, 20, 5000, 4096, sample", "1.01, 20, 5000, 4096, sample", "NaN, 20, 5000, 4096, sample",
			"0, -1, 5000, 4096, callers-per-second", "0, 1000001, 5000, 4096, callers-per-second",
			"0, 20, 99, 4096, timeout", "0, 20, 60001, 4096, timeout", "0, 20, 5000, 0, max-waiting",
			"0, 20, 5000, 1000001, max-waiting" })
	void numbersHaveBounds(double sample, int callers, long timeout, int waiting, String key) {
		assertNamed(key, () -> settings(ENDPOINT, sample, callers, NONE, timeout, waiting));
	}

	@Test
	void boundsThemselvesAreAllowed() {
		assertThat(settings(ENDPOINT, 0, 0, NONE, 100, 1).sample()).isZero();
		assertThat(settings(ENDPOINT, 1, 1_000_000, NONE, 60_000, 1_000_000).sample()).isOne();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "a b|x", "a:|x", "''|x", "a|''", "a|' x'", "a|'x '", "a|ü", "Host|x",
			"content-length|1", "Content-Type|x" })
	void headersMustBeOnes(String name, String value) {
		assertNamed("headers", () -> settings(ENDPOINT, 0, 20, Map.of(name, value), 5000, 4096));
	}

	@Test
	void lineFeedOfAHeaderIsRefusedAndNotRepeated() {
		assertThatExceptionOfType(InvalidSetting.class)
			.isThrownBy(() -> settings(ENDPOINT, 0, 20, Map.of("a", "hidden\r\nb: c"), 5000, 4096))
			.withMessageNotContaining("hidden");
	}

	@Test
	void valuesOfHeadersAreNotShown() {
		TracingSettings settings = settings(ENDPOINT, 0, 20, Map.of("Authorization", "Bearer hidden"), 5000, 4096);
		assertThat(settings.headers()).containsEntry("Authorization", "Bearer hidden");
		assertThat(settings.toString()).doesNotContain("hidden");
	}

	@Test
	void whatIsOfNoUseIsNamed() {
		assertThat(settings(null, 0.01, 20, NONE, 5000, 4096).endpoint()).isNull();
		assertNamed("headers", () -> settings(null, 0.01, 20, Map.of("a", "b"), 5000, 4096));
		assertNamed("bundle", () -> bundled(null));
		assertNamed("bundle", () -> bundled("http://collector/v1/traces"));
		assertThat(bundled(ENDPOINT).bundle()).isEqualTo("collector");
	}

	private static void assertNamed(String key, Runnable settings) {
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(settings::run)
			.withMessageStartingWith("gatehouse.tracing." + key + ": ")
			.withMessageNotContaining("secret");
	}

	private static TracingSettings bundled(@Nullable String endpoint) {
		return new TracingSettings(endpoint, 0.01, 20, NONE, "collector", Duration.ofSeconds(5), 4096);
	}

	private static TracingSettings settings(@Nullable String endpoint, double sample, int callers,
			Map<String, String> headers, long timeout, int waiting) {
		return new TracingSettings(endpoint, sample, callers, headers, null, Duration.ofMillis(timeout), waiting);
	}

}
