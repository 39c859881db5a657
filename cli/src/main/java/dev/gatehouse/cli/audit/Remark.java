package dev.gatehouse.cli.audit;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the gateway wrote about the record itself: that records are missing, or that the
 * oldest were removed for their age.
 *
 * @param kind {@code gap} or {@code expired}
 */
record Remark(String kind, JsonNode json) {

	static final String GAP = "gap";

	static final String EXPIRED = "expired";

	/** Reads a line; null if it is about a request after all. */
	static @Nullable Remark read(byte[] bytes, int from, int end) {
		try {
			JsonNode json = JsonMapper.shared().readTree(new String(bytes, from, end - from, StandardCharsets.UTF_8));
			String kind = json.path("decision").asString("");
			return (kind.equals(GAP) || kind.equals(EXPIRED)) ? new Remark(kind, json) : null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	boolean isCrash() {
		return this.kind.equals(GAP) && this.json.path("reason").asString("").equals("crash");
	}

	boolean isLoss() {
		return this.kind.equals(GAP) && !isCrash();
	}

	/** How many records it says are missing. */
	long missing() {
		return this.json.path("missing").asLong(0);
	}

	long seq() {
		return this.json.path("seq").asLong(0);
	}

	String time() {
		return this.json.path("time").asString("");
	}

	/** Whether it says that everything before this record was removed. */
	boolean vouchesFor(long first, String prev) {
		Removal removal = this.kind.equals(EXPIRED) ? Removal.read(this.json, "upTo", "upToHash") : null;
		return removal != null && removal.vouchesFor(seq(), first, prev);
	}

}
