package dev.gatehouse.gateway.explain;

import dev.gatehouse.gateway.entry.SourceLimit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often a source may have something explained.
 *
 * @param requestsPerMinute steadily, from 1 to 60,000,000; a source is an IPv4 address or
 * an IPv6 network of 64 bits
 * @param burst at once after a quiet time; from 1 to 1,000,000
 */
@ConfigurationProperties("gatehouse.explain")
record ExplainSettings(@DefaultValue("30") int requestsPerMinute, @DefaultValue("10") int burst) {

	ExplainSettings {
		SourceLimit.checkSettings("gatehouse.explain.requests-per-minute", requestsPerMinute, "gatehouse.explain.burst",
				burst);
	}

}
