package dev.gatehouse.gateway.record;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

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
		line.member("prev", this.last);
		line.member("reason", entry.reason());
		line.member("requestId", entry.requestId());
		line.member("scopes", entry.scopes());
		line.member("seq", this.seq + 1);
		line.member("source", entry.source());
		line.member("status", entry.status());
		line.member("time", entry.time().toString());
		line.member("tokenId", entry.tokenId());
		line.member("traceId", entry.traceId());
		line.end();
		this.digest.update(this.last.getBytes(StandardCharsets.US_ASCII));
		line.digest(this.digest);
		byte[] hash = this.digest.digest();
		line.insert(afterDuration, "hash", hash);
		this.last = HexFormat.of().formatHex(hash);
		this.seq++;
		return line;
	}

}
