package dev.gatehouse.gateway.token;

import dev.gatehouse.gateway.settings.InvalidSetting;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How many verified tokens are remembered.
 *
 * @param maxTokens at most so many
 * @param maxSize of at most so many bytes together
 */
@ConfigurationProperties("gatehouse.token-cache")
record TokenCacheSettings(@DefaultValue("10000") long maxTokens, @DefaultValue("32MB") DataSize maxSize) {

	private static final DataSize LEAST_SIZE = DataSize.ofMegabytes(1);

	TokenCacheSettings {
		InvalidSetting.check(maxTokens >= 2, "gatehouse.token-cache.max-tokens", "must be 2 or more");
		InvalidSetting.check(maxSize.compareTo(LEAST_SIZE) >= 0, "gatehouse.token-cache.max-size",
				"must be 1MB or more");
	}

}
