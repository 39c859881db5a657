package dev.gatehouse.gateway.forward;

import java.util.List;
import java.util.Set;

import dev.gatehouse.gateway.entry.Source;
import io.netty.handler.codec.http.HttpHeaders;

/**
 * What a trusted proxy says goes on to the service, with the proxy itself added (RFC
 * 7239, section 4; RFC 9110, section 7.6.3).
 */
final class ProxyFields {

	private static final Set<String> SWITCHES = Set.of("on", "off");

	private ProxyFields() {
	}

	static void write(org.springframework.http.HttpHeaders from, HttpHeaders to, Source source, String via) {
		List<String> before = from.getOrEmpty("Via");
		if (!before.isEmpty()) {
			to.set("Via", String.join(", ", before) + ", " + via);
		}
		List<String> forwarded = from.getOrEmpty("Forwarded");
		if (!forwarded.isEmpty()) {
			to.set("Forwarded", String.join(", ", forwarded) + ", for=" + node(source.proxy()));
		}
		String port = from.getFirst("X-Forwarded-Port");
		if (port != null && port.matches("\\d{1,5}")) {
			to.set("X-Forwarded-Port", port);
		}
		String encrypted = from.getFirst("X-Forwarded-Ssl");
		if (encrypted != null && SWITCHES.contains(encrypted)) {
			to.set("X-Forwarded-Ssl", encrypted);
		}
	}

	private static String node(String address) {
		return (address.indexOf(':') < 0) ? address : "\"[" + address + "]\"";
	}

}
