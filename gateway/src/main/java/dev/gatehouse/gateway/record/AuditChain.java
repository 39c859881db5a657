package dev.gatehouse.gateway.record;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

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

	/** Its own, so that no setting of Spring's can change what a record looks like. */
	private final JsonMapper json = JsonMapper.builder().build();

	private final MessageDigest digest;

	private long seq;

	private String last = BEGINNING;

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
			this.seq = record.get("seq").asLong();
			this.last = record.get("hash").asString();
			return true;
		}
		catch (JacksonException ex) {
			return false;
		}
	}

	/** Begins anew: there is no record yet. */
	void begin() {
		this.seq = 0;
		this.last = BEGINNING;
	}

	/** Returns how many records there are. */
	long length() {
		return this.seq;
	}

	/** Returns the line of an entry, and makes it the one that the next is linked to. */
	String append(AuditEntry entry) {
		Map<String, @Nullable Object> record = members(entry);
		record.put("seq", this.seq + 1);
		record.put("prev", this.last);
		String content = this.json.writeValueAsString(record);
		this.seq++;
		this.digest.update(this.last.getBytes(StandardCharsets.US_ASCII));
		this.last = HexFormat.of().formatHex(this.digest.digest(content.getBytes(StandardCharsets.UTF_8)));
		record.put("hash", this.last);
		return this.json.writeValueAsString(record);
	}

	private static Map<String, @Nullable Object> members(AuditEntry entry) {
		Map<String, @Nullable Object> members = new TreeMap<>();
		members.put("time", entry.time().toString());
		members.put("requestId", entry.requestId());
		members.put("traceId", entry.traceId());
		members.put("client", entry.client());
		members.put("tokenId", entry.tokenId());
		members.put("keyId", entry.keyId());
		members.put("source", entry.source());
		members.put("api", entry.api());
		members.put("operation", entry.operation());
		members.put("method", entry.method());
		members.put("path", entry.path());
		members.put("scopes", entry.scopes());
		members.put("decision", entry.decision());
		members.put("reason", entry.reason());
		members.put("status", entry.status());
		members.put("durationMs", entry.durationMs());
		return members;
	}

}
