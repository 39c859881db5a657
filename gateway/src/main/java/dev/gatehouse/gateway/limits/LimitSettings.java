package dev.gatehouse.gateway.limits;

import dev.gatehouse.gateway.settings.InvalidSetting;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a gateway goes by that has not heard of the store since it started.
 *
 * @param gateways that share the limits, until the store tells how many there are
 */
@ConfigurationProperties("gatehouse.limits")
record LimitSettings(@DefaultValue("1") int gateways) {

	private static final int MOST = 1000;

	LimitSettings {
		InvalidSetting.check(gateways >= 1 && gateways <= MOST, "gatehouse.limits.gateways", "must be 1 to " + MOST);
	}

}
