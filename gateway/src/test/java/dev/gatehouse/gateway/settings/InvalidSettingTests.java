package dev.gatehouse.gateway.settings;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A wrong setting stops the start with one sentence that names it. */
class InvalidSettingTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Example.class);

	@Test
	void missingSettingStopsTheStartWithASentence() {
		this.runner.run((context) -> assertThat(shown(context.getStartupFailure()).getDescription())
			.isEqualTo("gatehouse.example: must be set"));
	}

	@Test
	void wrongSettingStopsTheStartWithASentence() {
		this.runner.withPropertyValues("gatehouse.example=7").run((context) -> {
			FailureAnalysis shown = shown(context.getStartupFailure());
			assertThat(shown.getDescription()).isEqualTo("gatehouse.example: must be a word");
			assertThat(shown.getAction()).isEqualTo("Correct it and start again.");
		});
	}

	@Test
	void goodSettingLetsItStart() {
		this.runner.withPropertyValues("gatehouse.example=word")
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(Settings.class));
	}

	@Test
	void valueThatIsThereIsReturned() {
		assertThat(InvalidSetting.require("x", "key")).isEqualTo("x");
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> InvalidSetting.require(null, "key"))
			.withMessage("key: must be set");
	}

	/** As Spring Boot does: the first analyzer that has something to say is shown. */
	private static FailureAnalysis shown(@Nullable Throwable failure) {
		Throwable cause = Objects.requireNonNull(failure);
		return SpringFactoriesLoader.forDefaultResourceLocation(InvalidSettingTests.class.getClassLoader())
			.load(FailureAnalyzer.class,
					ArgumentResolver.of(BeanFactory.class, new DefaultListableBeanFactory())
						.and(Environment.class, new StandardEnvironment()))
			.stream()
			.map((analyzer) -> analyzer.analyze(cause))
			.filter(Objects::nonNull)
			.findFirst()
			.orElseThrow();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(Settings.class)
	static class Example {

	}

	@ConfigurationProperties("gatehouse")
	record Settings(@Nullable String example) {

		Settings {
			InvalidSetting.check(InvalidSetting.require(example, "gatehouse.example").equals("word"),
					"gatehouse.example", "must be a word");
		}

	}

}
