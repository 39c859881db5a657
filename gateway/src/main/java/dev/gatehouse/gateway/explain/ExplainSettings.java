package dev.gatehouse.gateway.explain;

import dev.gatehouse.gateway.settings.InvalidSetting;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often a source may have something explained.
 *
 * @param requestsPerMinute steadily; a source is an IPv4 address or an IPv6 network of 64
 * bits
 * @param burst at once after a quiet time
 */
@ConfigurationProperties("gatehouse.explain")
record ExplainSettings(@DefaultValue("30") int requestsPerMinute, @DefaultValue("10") int burst) {

	ExplainSettings {
		InvalidSetting.check(requestsPerMinute > 0, "gatehouse.explain.requests-per-minute", "must be above zero");
		InvalidSetting.check(burst > 0, "gatehouse.explain.burst", "must be above zero");
	}

}
