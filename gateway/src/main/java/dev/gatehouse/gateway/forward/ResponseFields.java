package dev.gatehouse.gateway.forward;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gatehouse.gateway.record.Passage;
import io.netty.handler.codec.http.HttpHeaders;

/**
 * What comes back to the caller: the service's header fields without those of its
 * connection, and the gateway's few.
 */
final class ResponseFields {

	/**
	 * A reference with an authority (RFC 3986, sections 4.2 and 4.3), and what follows
	 * it.
	 */
	private static final Pattern ABSOLUTE = Pattern.compile("(?:[A-Za-z][A-Za-z0-9+.-]*:)?//[^/?#]*(.*)");

	private ResponseFields() {
	}

	static void write(HttpHeaders from, org.springframework.http.HttpHeaders to, Passage passage) {
		Set<String> nominated = HopByHop.nominated(from.getAll("Connection"));
		for (Map.Entry<String, String> field : from) {
			if (!HopByHop.includes(field.getKey().toLowerCase(Locale.ROOT), nominated)) {
				to.add(field.getKey(), field.getValue());
			}
		}
		localise(to, "Location");
		localise(to, "Content-Location");
		to.set("X-Request-Id", passage.requestId());
		to.set("X-Content-Type-Options", "nosniff");
		if (!to.containsHeader("Cache-Control")) {
			to.set("Cache-Control", "no-store");
		}
	}

	/**
	 * A service names itself by an address that is nobody's business. What it refers to
	 * is at the gate (RFC 9110, section 10.2.2).
	 */
	private static void localise(org.springframework.http.HttpHeaders fields, String name) {
		String reference = fields.getFirst(name);
		if (reference == null) {
			return;
		}
		Matcher absolute = ABSOLUTE.matcher(reference);
		if (absolute.matches()) {
			String path = absolute.group(1);
			fields.set(name, path.startsWith("/") ? path : "/" + path);
		}
	}

}
