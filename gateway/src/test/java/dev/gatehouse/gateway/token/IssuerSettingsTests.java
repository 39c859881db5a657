package dev.gatehouse.gateway.token;

import java.time.Duration;
import java.util.List;

import dev.gatehouse.gateway.checklist.Checks;
import dev.gatehouse.gateway.settings.InvalidSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A setting that the issuer's tokens cannot be judged with stops the start and is named.
 */
class IssuerSettingsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Bound.class)
		.withPropertyValues("gatehouse.issuer.uri=https://issuer.example", "gatehouse.audience=bank-gateway");

	@Test
	void defaultsAreSafe() {
		this.runner.run((context) -> {
			IssuerSettings settings = context.getBean(IssuerSettings.class);
			IssuerSettings.Issuer issuer = settings.issuer();
			assertThat(settings.requiredAudience()).isEqualTo("bank-gateway");
			assertThat(issuer.requiredUri()).isEqualTo("https://issuer.example");
			assertThat(issuer.profile()).isEqualTo(IssuerSettings.Profile.RFC9068);
			assertThat(issuer.algorithms()).containsExactly("RS256", "PS256", "ES256");
			assertThat(issuer.skew()).isEqualTo(Duration.ofSeconds(30));
			assertThat(issuer.maxLifetime()).isEqualTo(Duration.ofHours(24));
			assertThat(issuer.refresh()).isEqualTo(Duration.ofMinutes(5));
			assertThat(issuer.cooldown()).isEqualTo(Duration.ofSeconds(30));
			assertThat(issuer.outage()).isEqualTo(Duration.ofHours(1));
			assertThat(issuer.timeout()).isEqualTo(Duration.ofSeconds(2));
			assertThat(issuer.keysFile()).isNull();
		});
	}

	@Test
	@Checks({ "A-31", "A-137" })
	void onlyListedAlgorithmsAreAccepted() {
		this.runner.withPropertyValues("gatehouse.issuer.algorithms=ES256").run((context) -> {
			IssuerSettings.Issuer issuer = context.getBean(IssuerSettings.class).issuer();
			assertThat(issuer.accepted("ES256")).isEqualTo(SignatureAlgorithm.ES256);
			for (String other : List.of("RS256", "PS256", "EdDSA", "HS256", "none", "es256", "")) {
				assertThat(issuer.accepted(other)).isNull();
			}
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "gatehouse.issuer.uri=issuer.example", "gatehouse.issuer.uri=ftp://issuer.example",
			"gatehouse.issuer.uri=https://", "gatehouse.issuer.uri=a b", "gatehouse.issuer.jwks-uri=keys",
			"gatehouse.issuer.algorithms=none", "gatehouse.issuer.algorithms=RS256,HS256",
			"gatehouse.issuer.algorithms=RS512", "gatehouse.issuer.algorithms=rs256",
			"gatehouse.issuer.algorithms=Ed448", "gatehouse.issuer.skew=31s", "gatehouse.issuer.skew=-1s",
			"gatehouse.issuer.max-lifetime=0s", "gatehouse.issuer.refresh=0s", "gatehouse.issuer.cooldown=0s",
			"gatehouse.issuer.outage=-1s", "gatehouse.issuer.timeout=0s", "gatehouse.audience=", "gatehouse.audience= ",
			"gatehouse.token-cache.max-tokens=1", "gatehouse.token-cache.max-tokens=-1",
			"gatehouse.token-cache.max-size=1000KB" })
	void wrongSettingIsNamed(String property) {
		String key = property.substring(0, property.indexOf('='));
		this.runner.withPropertyValues(property)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOf(InvalidSetting.class)
				.hasMessageStartingWith(key + ": must "));
	}

	@Test
	void everySettingCanBeSet() {
		this.runner
			.withPropertyValues("gatehouse.issuer.algorithms=PS256,ES256,EdDSA", "gatehouse.issuer.max-lifetime=10m",
					"gatehouse.issuer.keys-file=/var/lib/keys.json", "gatehouse.token-cache.max-tokens=2",
					"gatehouse.token-cache.max-size=1MB")
			.run((context) -> {
				IssuerSettings.Issuer issuer = context.getBean(IssuerSettings.class).issuer();
				assertThat(issuer.algorithms()).containsExactly("PS256", "ES256", "EdDSA");
				assertThat(issuer.maxLifetime()).isEqualTo(Duration.ofMinutes(10));
				assertThat(issuer.keysFile()).hasToString("/var/lib/keys.json");
				assertThat(context.getBean(TokenCacheSettings.class).maxTokens()).isEqualTo(2);
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "gatehouse.issuer.uri", "gatehouse.audience" })
	void missingSettingIsNamed(String key) {
		new ApplicationContextRunner().withUserConfiguration(Bound.class)
			.withPropertyValues(key.equals("gatehouse.audience") ? "gatehouse.issuer.uri=https://issuer.example"
					: "gatehouse.audience=bank-gateway")
			.run((context) -> assertThat(context.getStartupFailure()).rootCause().hasMessage(key + ": must be set"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties({ IssuerSettings.class, TokenCacheSettings.class })
	static class Bound {

	}

}
