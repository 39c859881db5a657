package dev.gatehouse.gateway.record;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a line of the chain says of its place in it.
 *
 * @param record its number and its hash, which is that of its content
 * @param prev the hash of the record before it
 * @param day when it was, in UTC
 */
record Link(AuditHead record, String prev, LocalDate day) {

	/** Reads a line; null if it is none that the gateway wrote. */
	static @Nullable Link read(String line) {
		try {
			JsonNode json = JsonMapper.shared().readTree(line);
			Link link = new Link(new AuditHead(json.required("seq").asLong(), json.required("hash").asString()),
					json.required("prev").asString(),
					LocalDate.ofInstant(Instant.parse(json.required("time").asString()), ZoneOffset.UTC));
			return link.record.hash().equals(link.hashOf(line)) ? link : null;
		}
		catch (JacksonException | DateTimeException ex) {
			return null;
		}
	}

	private String hashOf(String line) {
		try {
			String content = this.prev + line.replace(",\"hash\":\"" + this.record.hash() + "\"", "");
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Returns whether the other one comes next. */
	boolean isBefore(Link next) {
		return next.record.seq() == this.record.seq() + 1 && next.prev.equals(this.record.hash());
	}

}
