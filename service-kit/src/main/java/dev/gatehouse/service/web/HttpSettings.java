package dev.gatehouse.service.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * What the service reads at most.
 *
 * @param maxBodySize the largest body
 */
@ConfigurationProperties("gatehouse.http")
record HttpSettings(DataSize maxBodySize) {

	HttpSettings {
		if (maxBodySize.toBytes() < 1 || maxBodySize.compareTo(DataSize.ofMegabytes(1)) > 0) {
			throw new IllegalArgumentException("gatehouse.http.max-body-size must be 1B to 1MB");
		}
	}

}
