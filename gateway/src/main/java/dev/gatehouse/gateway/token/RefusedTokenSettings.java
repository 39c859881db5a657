package dev.gatehouse.gateway.token;

import dev.gatehouse.gateway.settings.InvalidSetting;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many refused tokens a source may send before its tokens are no longer looked at,
 * except those that are known.
 *
 * @param perMinute steadily; a source is an IPv4 address or an IPv6 network of 64 bits
 * @param burst at once after a quiet time
 */
@ConfigurationProperties("gatehouse.refused-tokens")
record RefusedTokenSettings(@DefaultValue("600") int perMinute, @DefaultValue("1000") int burst) {

	RefusedTokenSettings {
		InvalidSetting.check(perMinute > 0, "gatehouse.refused-tokens.per-minute", "must be above zero");
		InvalidSetting.check(burst > 0, "gatehouse.refused-tokens.burst", "must be above zero");
	}

}
