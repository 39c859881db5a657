package dev.gatehouse.cli.audit;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which records are looked for.
 *
 * @param members what each of these members must be
 * @param since not before this; null: from the first on
 * @param until before this; null: up to the last
 */
record Filter(Map<String, String> members, @Nullable Instant since, @Nullable Instant until) {

	/**
	 * Whether the file may have such a record. It has none of later days. It may have any
	 * of earlier ones: a clock that was ahead when it was begun was set back later.
	 */
	boolean mayBeIn(RecordFile file) {
		return this.since == null || !file.day().isBefore(day(this.since));
	}

	private static LocalDate day(Instant moment) {
		return LocalDate.ofInstant(moment, ZoneOffset.UTC);
	}

	/**
	 * What a line must contain to be worth a closer look: most are not. Text that may be
	 * escaped is not looked for in this way.
	 */
	List<byte[]> needles() {
		return this.members.entrySet()
			.stream()
			.filter((member) -> member.getValue().matches("[ !#-\\[\\]-~]*"))
			.map((member) -> "\"" + member.getKey() + "\":\"" + member.getValue() + "\"")
			.map((text) -> text.getBytes(StandardCharsets.US_ASCII))
			.toList();
	}

	/** Reads a line; null if it is none of those that are looked for. */
	@Nullable JsonNode read(String line) {
		try {
			JsonNode record = JsonMapper.shared().readTree(line);
			return (hasMembers(record) && isInTime(record.path("time").asString(""))) ? record : null;
		}
		catch (JacksonException | DateTimeException ex) {
			return null;
		}
	}

	private boolean hasMembers(JsonNode record) {
		return this.members.entrySet()
			.stream()
			.allMatch((member) -> record.path(member.getKey()).isString()
					&& record.path(member.getKey()).asString().equals(member.getValue()));
	}

	private boolean isInTime(String time) {
		Instant moment = Instant.parse(time);
		return (this.since == null || !moment.isBefore(this.since))
				&& (this.until == null || moment.isBefore(this.until));
	}

}
