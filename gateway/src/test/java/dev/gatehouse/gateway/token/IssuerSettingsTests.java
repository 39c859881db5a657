package dev.gatehouse.gateway.token;

import java.time.Duration;
import java.util.List;

import com.nimbusds.jose.JWSAlgorithm;
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
			assertThat(issuer.cooldown()).isEqualTo(Duration.ofSeconds(30));
			assertThat(issuer.outage()).isEqualTo(Duration.ofHours(1));
			assertThat(issuer.timeout()).isEqualTo(Duration.ofSeconds(2));
		});
	}

	@Test
	void onlyListedAlgorithmsAreAccepted() {
		this.runner.withPropertyValues("gatehouse.issuer.algorithms=ES256").run((context) -> {
			IssuerSettings.Issuer issuer = context.getBean(IssuerSettings.class).issuer();
			assertThat(issuer.accepts(JWSAlgorithm.ES256)).isTrue();
			for (String other : List.of("RS256", "PS256", "HS256", "none", "es256")) {
				assertThat(issuer.accepts(JWSAlgorithm.parse(other))).isFalse();
			}
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "gatehouse.issuer.uri=issuer.example", "gatehouse.issuer.uri=ftp://issuer.example",
			"gatehouse.issuer.uri=https://", "gatehouse.issuer.uri=a b", "gatehouse.issuer.jwks-uri=keys",
			"gatehouse.issuer.algorithms=none", "gatehouse.issuer.algorithms=RS256,HS256",
			"gatehouse.issuer.algorithms=RS512", "gatehouse.issuer.skew=31s", "gatehouse.issuer.skew=-1s",
			"gatehouse.issuer.refresh=0s", "gatehouse.issuer.cooldown=0s", "gatehouse.issuer.outage=-1s",
			"gatehouse.issuer.timeout=0s", "gatehouse.audience=", "gatehouse.audience= " })
	void wrongSettingIsNamed(String property) {
		String key = property.substring(0, property.indexOf('='));
		this.runner.withPropertyValues(property)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOf(InvalidSetting.class)
				.hasMessageStartingWith(key + ": must "));
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
	@EnableConfigurationProperties(IssuerSettings.class)
	static class Bound {

	}

}
