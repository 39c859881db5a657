package dev.gatehouse.gateway.binding;

import java.time.Duration;
import java.util.Base64;
import java.util.Map;

import dev.gatehouse.gateway.settings.InvalidSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What may be set, and that anything else stops the start with the key's name. */
class ProofSettingsTests {

	private static final String SECRET = Base64.getEncoder().encodeToString(new byte[32]);

	@Test
	void defaultsAreThoseOfTheDocumentation() {
		ProofSettings settings = bind(Map.of());
		assertThat(settings.algorithms()).containsExactly("ES256", "PS256", "EdDSA");
		assertThat(settings.maxAge()).isEqualTo(Duration.ofSeconds(60));
		assertThat(settings.skew()).isEqualTo(Duration.ofSeconds(5));
		assertThat(settings.window()).isEqualTo(Duration.ofSeconds(65));
		assertThat(settings.maxProofs()).isEqualTo(300_000);
		assertThat(settings.storeTimeout()).isEqualTo(Duration.ofMillis(500));
		assertThat(settings.nonceLifetime()).isNull();
		assertThat(settings.nonceKey()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "max-age, 5s", "max-age, 5m", "skew, 0s", "skew, 30s", "max-proofs, 100", "store-timeout, 10ms",
			"store-timeout, 5s", "nonce-lifetime, 10s", "nonce-lifetime, 1h", "algorithms, RS256" })
	void valueAtTheBoundIsTaken(String key, String value) {
		assertThat(bind(Map.of("gatehouse.dpop." + key, value))).isNotNull();
	}

	@ParameterizedTest
	@CsvSource({ "max-age, 4s", "max-age, 301s", "max-age, -1s", "skew, -1s", "skew, 31s", "max-proofs, 99",
			"max-proofs, -1", "store-timeout, 9ms", "store-timeout, 6s", "nonce-lifetime, 9s", "nonce-lifetime, 2h",
			"algorithms, HS256", "algorithms, none", "algorithms, es256", "nonce-secret, short", "nonce-secret, ?",
			"nonce-secret, AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==" })
	void valueBeyondIsRefusedByItsKey(String key, String value) {
		assertThatThrownBy(() -> bind(Map.of("gatehouse.dpop." + key, value))).isInstanceOf(BindException.class)
			.hasRootCauseInstanceOf(InvalidSetting.class)
			.rootCause()
			.hasMessageContaining("gatehouse.dpop." + key);
	}

	@Test
	void secretIsNeverShown() {
		ProofSettings settings = bind(Map.of("gatehouse.dpop.nonce-secret", SECRET));
		assertThat(settings.nonceKey()).hasSize(32);
		assertThat(settings.toString()).doesNotContain(SECRET);
		assertThatThrownBy(() -> bind(Map.of("gatehouse.dpop.nonce-secret", "s3cret"))).rootCause()
			.message()
			.doesNotContain("s3cret");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ftp://a/", "a", "https://", "https://a b/" })
	void publicUriThatIsNoneIsRefused(String uri) {
		assertThatThrownBy(() -> new PlaceSettings(uri)).isInstanceOf(InvalidSetting.class)
			.hasMessageContaining("gatehouse.public-uri");
	}

	private static ProofSettings bind(Map<String, String> values) {
		return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("gatehouse.dpop",
				ProofSettings.class);
	}

}
