package dev.gatehouse.gateway.forward;

import java.net.URI;
import java.util.Objects;

/**
 * Where a service is (RFC 9110, section 4.3.1).
 *
 * @param host a name or an address, that of IPv6 without brackets
 * @param authority host and port as they were written, for {@code Host}
 */
record Origin(boolean isSecure, String host, int port, String authority) {

	/**
	 * Returns the origin of a base URL.
	 * @param base {@code http(s)://host[:port]}, as the settings have checked
	 */
	static Origin of(String base) {
		URI uri = URI.create(base);
		boolean secure = "https".equals(uri.getScheme());
		String host = Objects.requireNonNull(uri.getHost());
		return new Origin(secure, host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
				(uri.getPort() >= 0) ? uri.getPort() : (secure ? 443 : 80),
				Objects.requireNonNull(uri.getRawAuthority()));
	}

}
