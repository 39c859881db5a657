package dev.gatehouse.gateway.token;

import dev.gatehouse.gateway.entry.SourceLimit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many refused tokens a source may send before its tokens are no longer looked at,
 * except those that are known.
 *
 * @param perMinute steadily; from 1 to 60,000,000; a source is an IPv4 address or an IPv6
 * network of 64 bits
 * @param burst at once after a quiet time; from 1 to 1,000,000
 */
@ConfigurationProperties("gatehouse.refused-tokens")
record RefusedTokenSettings(@DefaultValue("600") int perMinute, @DefaultValue("1000") int burst) {

	RefusedTokenSettings {
		SourceLimit.checkSettings("gatehouse.refused-tokens.per-minute", perMinute, "gatehouse.refused-tokens.burst",
				burst);
	}

}
