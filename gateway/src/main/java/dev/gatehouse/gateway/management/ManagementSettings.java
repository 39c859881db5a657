package dev.gatehouse.gateway.management;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

import dev.gatehouse.gateway.settings.InvalidSetting;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What tells an operator from anybody else at the management port.
 *
 * @param secret what an operator sends; null: nobody is one
 */
@ConfigurationProperties("gatehouse.management")
record ManagementSettings(@Nullable String secret) {

	static final String KEY = "gatehouse.management.secret";

	ManagementSettings {
		// The value is not repeated: it is a secret.
		InvalidSetting.check(secret == null || secret.matches("[!-~]{32,512}"), KEY,
				"must be 32 to 512 printable characters without spaces");
	}

	/** Returns whether this is the secret, in a time that tells nothing about it. */
	boolean isSecret(String given) {
		return this.secret != null && MessageDigest.isEqual(this.secret.getBytes(StandardCharsets.UTF_8),
				given.getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public String toString() {
		return "ManagementSettings";
	}

}
