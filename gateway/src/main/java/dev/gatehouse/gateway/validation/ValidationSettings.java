package dev.gatehouse.gateway.validation;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.gatehouse.gateway.settings.InvalidSetting;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How strictly each API is held to its contract.
 *
 * @param validation modes by API; one that is not named is enforced
 */
@ConfigurationProperties("gatehouse")
record ValidationSettings(@DefaultValue Map<String, Mode> validation) {

	ValidationSettings {
		validation = Map.copyOf(validation);
	}

	/** Complains about a name that no contract has. */
	void checkNames(Set<String> apis) {
		for (String api : this.validation.keySet()) {
			InvalidSetting.check(apis.contains(api), "gatehouse.validation." + api,
					"names no API; there are " + String.join(", ", new TreeSet<>(apis)));
		}
	}

	Mode mode(String api) {
		return this.validation.getOrDefault(api, Mode.ENFORCE);
	}

}
