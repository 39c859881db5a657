package dev.gatehouse.gateway.forward;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.gatehouse.gateway.record.Passage;
import io.netty.handler.codec.http.HttpHeaders;

/**
 * What comes back to the caller: the service's header fields without those of its
 * connection, and the gateway's few.
 */
final class ResponseFields {

	private ResponseFields() {
	}

	static void write(HttpHeaders from, org.springframework.http.HttpHeaders to, Passage passage) {
		Set<String> nominated = HopByHop.nominated(from.getAll("Connection"));
		for (Map.Entry<String, String> field : from) {
			if (!HopByHop.includes(field.getKey().toLowerCase(Locale.ROOT), nominated)) {
				to.add(field.getKey(), field.getValue());
			}
		}
		to.set("X-Request-Id", passage.requestId());
		to.set("X-Content-Type-Options", "nosniff");
		if (!to.containsHeader("Cache-Control")) {
			to.set("Cache-Control", "no-store");
		}
	}

}
