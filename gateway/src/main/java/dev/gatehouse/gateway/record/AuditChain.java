package dev.gatehouse.gateway.record;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Links the records of a folder: each carries the hash of the one before it, so none can
 * be changed, removed or put in between unnoticed. The hash is SHA-256 over {@code prev}
 * followed by the record without {@code hash}, as JSON in UTF-8 with sorted keys and no
 * white space.
 */
final class AuditChain {

	/** What the first record of all carries as {@code prev}. */
	static final String BEGINNING = "0".repeat(64);

	private final JsonMapper json = JsonMapper.builder().build();

	private final MessageDigest digest;

	private final JsonLine line = new JsonLine();

	private AuditHead head = AuditHead.NONE;

	AuditChain() {
		try {
			this.digest = MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Goes on after the given line: the last one that an earlier run wrote. Returns
	 * whether it is a whole record.
	 */
	boolean resume(String line) {
		try {
			JsonNode record = this.json.readTree(line);
			if (!record.path("seq").isIntegralNumber() || !record.path("hash").isString()) {
				return false;
			}
			this.head = new AuditHead(record.get("seq").asLong(), record.get("hash").asString());
			return true;
		}
		catch (JacksonException ex) {
			return false;
		}
	}

	/** Returns when a record was, in its own words; null if it does not say. */
	@Nullable String timeOf(String line) {
		JsonNode time = this.json.readTree(line).path("time");
		return time.isString() ? time.asString() : null;
	}

	/** Returns the last record. */
	AuditHead head() {
		return this.head;
	}

	/** Takes back what was added after this record: it has not been written. */
	void goBackTo(AuditHead head) {
		this.head = head;
	}

	/**
	 * Returns the line of an entry, and makes it the one that the next is linked to. The
	 * line is good until the next is asked for.
	 */
	JsonLine append(AuditEntry entry) {
		JsonLine line = this.line;
		line.begin();
		line.member("api", entry.api());
		line.member("check", entry.check());
		line.member("client", entry.client());
		line.member("decision", entry.decision());
		line.member("durationMs", entry.durationMs());
		int afterDuration = line.length();
		line.member("keyId", entry.keyId());
		line.member("method", entry.method());
		line.member("operation", entry.operation());
		line.member("path", entry.path());
		line.member("prev", this.head.hash());
		line.member("reason", entry.reason());
		line.member("requestId", entry.requestId());
		line.member("scopes", entry.scopes());
		line.member("seq", this.head.seq() + 1);
		line.member("source", entry.source());
		line.member("status", entry.status());
		line.member("time", entry.time().toString());
		line.member("tokenId", entry.tokenId());
		line.member("traceId", entry.traceId());
		return seal(afterDuration);
	}

	/** Returns the line that says that records are missing here. */
	JsonLine append(AuditGap gap, Instant now) {
		JsonLine line = this.line;
		line.begin();
		line.member("decision", "gap");
		int afterDecision = line.length();
		line.member("missing", gap.missing());
		line.member("prev", this.head.hash());
		line.member("reason", gap.reason());
		line.member("seq", this.head.seq() + 1);
		line.member("since", gap.since());
		line.member("time", now.toString());
		line.member("torn", gap.torn());
		return seal(afterDecision);
	}

	/** Returns the line that says that the oldest records were removed for their age. */
	JsonLine append(Expiry expiry, Instant now) {
		JsonLine line = this.line;
		line.begin();
		line.member("decision", "expired");
		line.member("file", expiry.file());
		int afterFile = line.length();
		line.member("prev", this.head.hash());
		line.member("seq", this.head.seq() + 1);
		line.member("time", now.toString());
		line.member("upTo", expiry.last().seq());
		line.member("upToHash", expiry.last().hash());
		return seal(afterFile);
	}

	private JsonLine seal(int place) {
		this.line.end();
		this.digest.update(this.head.hash().getBytes(StandardCharsets.US_ASCII));
		this.line.digest(this.digest);
		byte[] hash = this.digest.digest();
		this.line.insert(place, "hash", hash);
		this.head = new AuditHead(this.head.seq() + 1, HexFormat.of().formatHex(hash));
		return this.line;
	}

}
