package dev.gatehouse.gateway.forward;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.gatehouse.gateway.answer.AnswerFields;
import dev.gatehouse.gateway.answer.HttpDate;
import dev.gatehouse.gateway.record.Passage;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What comes back to the caller: the service's header fields without those of its
 * connection, and the gateway's few.
 */
final class ResponseFields {

	private static final Verdicts VERDICTS = new Verdicts(
			(name) -> !HopByHop.includes(name) && !HeldBack.includes(name));

	private ResponseFields() {
	}

	static void write(HttpHeaders from, HttpHeaders to, Passage passage) {
		Set<String> nominated = HopByHop.nominated(from.getAll("Connection"));
		Iterator<Map.Entry<CharSequence, CharSequence>> lines = from.iteratorCharSequence();
		while (lines.hasNext()) {
			Map.Entry<CharSequence, CharSequence> line = lines.next();
			if (VERDICTS.passes(line.getKey()) && !HopByHop.isNominated(line.getKey(), nominated)) {
				to.add(line.getKey(), line.getValue());
			}
		}
		AnswerFields.set(to::set, passage.requestId(), passage.isSecure());
		limits(to, passage);
		cacheControl(to);
		nonce(to, passage.nonce());
		if (!to.contains("Date")) {
			// RFC 9110, section 6.6.1: who passes an answer on dates it.
			to.set("Date", HttpDate.now());
		}
	}

	/** Those of the service speak of another limit, and have not been passed on. */
	private static void limits(HttpHeaders fields, Passage passage) {
		String policy = passage.limitPolicy();
		String left = passage.limitLeft();
		if (policy != null && left != null) {
			fields.add("RateLimit-Policy", policy).add("RateLimit", left);
		}
	}

	/** What is kept and shown again would bring an old one (RFC 9449, section 8.2). */
	private static void nonce(HttpHeaders fields, @Nullable String nonce) {
		if (nonce != null) {
			fields.set("DPoP-Nonce", nonce).set("Cache-Control", "no-store");
		}
	}

	/** One field, however many the service wrote (RFC 9110, section 5.3). */
	private static void cacheControl(HttpHeaders fields) {
		List<String> lines = fields.getAll("Cache-Control");
		if (lines.size() != 1) {
			fields.set("Cache-Control", lines.isEmpty() ? "no-store" : String.join(", ", lines));
		}
	}

}
