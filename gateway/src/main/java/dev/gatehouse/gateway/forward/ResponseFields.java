package dev.gatehouse.gateway.forward;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gatehouse.gateway.answer.AnswerFields;
import dev.gatehouse.gateway.answer.HttpDate;
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
			String name = field.getKey().toLowerCase(Locale.ROOT);
			if (!HopByHop.includes(name, nominated) && !HeldBack.includes(name)) {
				to.add(field.getKey(), field.getValue());
			}
		}
		localise(to, "Location");
		localise(to, "Content-Location");
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
