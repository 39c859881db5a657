package dev.gatehouse.gateway.warmup;

import java.util.Map;

import org.springframework.boot.web.context.reactive.StandardReactiveWebEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;

/**
 * Has these settings and what is delivered with the gateway, and nothing of the
 * machine's.
 */
final class StageEnvironment extends StandardReactiveWebEnvironment {

	StageEnvironment(Map<String, Object> settings) {
		getPropertySources().addFirst(new MapPropertySource("warm-up", settings));
	}

	/** Neither variables of the process nor properties of the JVM. */
	@Override
	protected void customizePropertySources(MutablePropertySources sources) {
	}

}
