package dev.gatehouse.gateway.partner;

import java.nio.file.Path;

import dev.gatehouse.gateway.settings.InvalidSetting;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the registry is.
 *
 * @param partners the registry file
 */
@ConfigurationProperties("gatehouse")
record PartnerSettings(@Nullable Path partners) {

	PartnerSettings {
		InvalidSetting.require(partners, "gatehouse.partners");
	}

	Path file() {
		return InvalidSetting.require(this.partners, "gatehouse.partners");
	}

}
