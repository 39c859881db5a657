package dev.gatehouse.service;

import java.io.IOException;
import java.io.UncheckedIOException;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/**
 * Gives every service the settings of {@code service-defaults.yml}, below everything the
 * service says itself, so that limits and time-outs hold by dependency alone.
 */
final class ServiceDefaults implements EnvironmentPostProcessor {

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		for (PropertySource<?> defaults : load()) {
			environment.getPropertySources().addLast(defaults);
		}
	}

	private static Iterable<PropertySource<?>> load() {
		try {
			return new YamlPropertySourceLoader().load("service-defaults",
					new ClassPathResource("service-defaults.yml"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
