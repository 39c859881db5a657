package dev.gatehouse.gateway.forward;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.gatehouse.gateway.answer.AnswerFields;
import dev.gatehouse.gateway.answer.HttpDate;
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
			String name = field.getKey().toLowerCase(Locale.ROOT);
			if (!HopByHop.includes(name, nominated) && !HeldBack.includes(name)) {
				to.add(field.getKey(), field.getValue());
			}
		}
		AnswerFields.set(to::set, passage.requestId(), passage.isSecure());
		cacheControl(to);
		if (!to.containsHeader("Date")) {
			// RFC 9110, section 6.6.1: who passes an answer on dates it.
			to.set("Date", HttpDate.now());
		}
	}

	/** One field, however many the service wrote (RFC 9110, section 5.3). */
	private static void cacheControl(org.springframework.http.HttpHeaders fields) {
		List<String> lines = fields.getOrEmpty("Cache-Control");
		if (lines.size() != 1) {
			fields.set("Cache-Control", lines.isEmpty() ? "no-store" : String.join(", ", lines));
		}
	}

}
