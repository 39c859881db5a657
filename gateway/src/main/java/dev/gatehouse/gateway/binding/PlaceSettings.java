package dev.gatehouse.gateway.binding;

import dev.gatehouse.gateway.settings.InvalidSetting;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where this gateway is. The room that this belongs to is stricter with it.
 *
 * @param publicUri the address that partners call; null: not known
 */
@ConfigurationProperties("gatehouse")
record PlaceSettings(@Nullable String publicUri) {

	PlaceSettings {
		InvalidSetting.check(publicUri == null || TargetUri.normal(publicUri) != null, "gatehouse.public-uri",
				"must be a URL");
	}

}
