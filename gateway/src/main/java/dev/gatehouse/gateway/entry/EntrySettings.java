package dev.gatehouse.gateway.entry;

import java.util.List;

import dev.gatehouse.gateway.settings.InvalidSetting;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What may come in at all.
 *
 * @param trustedProxies networks whose forwarding headers are believed; empty: nobody's
 * @param entry sizes
 */
@ConfigurationProperties("gatehouse")
record EntrySettings(@DefaultValue List<String> trustedProxies, @DefaultValue Limits entry) {

	EntrySettings {
		trustedProxies = List.copyOf(trustedProxies);
		trustedProxies.forEach((network) -> {
			if (!Network.isValid(network)) {
				throw new InvalidSetting("gatehouse.trusted-proxies", "'" + network + "' is not a CIDR network");
			}
		});
	}

	List<Network> proxies() {
		return this.trustedProxies.stream().map(Network::parse).toList();
	}

	/**
	 * Sizes of a request.
	 *
	 * @param maxBody bytes of the body, counted as they arrive
	 * @param maxHeaders bytes of all header lines together, their ends included
	 * @param maxHeaderCount number of header lines
	 * @param maxPath bytes of the request target: the path with its query
	 */
	record Limits(@DefaultValue("1MB") DataSize maxBody, @DefaultValue("16KB") DataSize maxHeaders,
			@DefaultValue("100") int maxHeaderCount, @DefaultValue("8192") int maxPath) {

		Limits {
			InvalidSetting.check(maxBody.toBytes() > 0, "gatehouse.entry.max-body", "must be above zero");
			InvalidSetting.check(maxHeaders.toBytes() > 0 && maxHeaders.toMegabytes() < 2,
					"gatehouse.entry.max-headers", "must be above zero and below 2MB");
			InvalidSetting.check(maxHeaderCount > 0, "gatehouse.entry.max-header-count", "must be above zero");
			InvalidSetting.check(maxPath > 0, "gatehouse.entry.max-path", "must be above zero");
		}

	}

}
