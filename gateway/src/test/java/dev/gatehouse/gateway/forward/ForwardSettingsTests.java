package dev.gatehouse.gateway.forward;

import dev.gatehouse.gateway.settings.InvalidSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An API has a service with a base URL, or the gateway does not start and says which has
 * none.
 */
class ForwardSettingsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Bound.class);

	@Test
	void baseIsOneUrlOrAList() {
		this.runner
			.withPropertyValues("gatehouse.upstreams.accounts=http://accounts:8080/",
					"gatehouse.upstreams.loans=http://a:1,https://b")
			.run((context) -> {
				ForwardSettings settings = context.getBean(ForwardSettings.class);
				assertThat(settings.bases("accounts")).containsExactly("http://accounts:8080");
				assertThat(settings.bases("loans")).containsExactly("http://a:1", "https://b");
			});
	}

	@Test
	void apiWithoutUpstreamIsNamed() {
		this.runner.withPropertyValues("gatehouse.upstreams.accounts=http://accounts:8080").run((context) -> {
			ForwardSettings settings = context.getBean(ForwardSettings.class);
			assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> settings.bases("cards"))
				.withMessage("gatehouse.upstreams.cards: must be set");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "accounts:8080", "ftp://accounts", "http://", "http://accounts/path",
			"http://accounts?x=y", "http://accounts#x", "http://user@accounts", "http://a b", "//accounts" })
	void whatIsNoBaseUrlIsNamed(String base) {
		this.runner.withPropertyValues("gatehouse.upstreams.accounts=" + base)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOf(InvalidSetting.class)
				.hasMessage(
						"gatehouse.upstreams.accounts: '" + base + "' must be http(s)://host[:port] without a path"));
	}

	@Test
	void emptyUpstreamIsNamed() {
		this.runner.withPropertyValues("gatehouse.upstreams.accounts=")
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.hasMessageStartingWith("gatehouse.upstreams.accounts: "));
	}

	@ParameterizedTest
	@ValueSource(strings = { "connect-timeout=0s", "response-timeout=0s", "total-timeout=-1s", "pending-timeout=0s",
			"idle-timeout=0s", "connections=0", "pending=0" })
	void limitThatIsNoneIsNamed(String property) {
		String key = "gatehouse.forward." + property.substring(0, property.indexOf('='));
		this.runner.withPropertyValues("gatehouse.forward." + property)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.hasMessage(key + ": must be above zero"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(ForwardSettings.class)
	static class Bound {

	}

}
