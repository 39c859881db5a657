package dev.gatehouse.gateway.revocation;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.MultiValueMap;

/**
 * What an operator asks for, read so strictly that nothing is guessed: a name that is
 * misspelled must not revoke something else, or nothing.
 *
 * @param subject what it is of
 * @param issuedBefore of a client: tokens from before are meant; null: from before now
 * @param by who says that he asks
 */
record Wish(Subject subject, @Nullable Instant issuedBefore, String by) {

	static final int LARGEST = 16 * 1024;

	private static final String ISSUED_BEFORE = "issuedBefore";

	private static final String BY = "by";

	private static final Set<String> MEMBERS = Set.of(Kind.CLIENT.member(), Kind.TOKEN.member(), Kind.KEY.member(),
			ISSUED_BEFORE, BY);

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	/** Reads the JSON object of a request. */
	static Wish ofBody(byte[] body) throws ManagementProblem {
		JsonNode json;
		try {
			json = JSON.readTree(body);
		}
		catch (JacksonException ex) {
			throw ManagementProblem.badRequest("The body is no JSON object that can be read in one way only.");
		}
		if (json == null || !json.isObject()) {
			throw ManagementProblem.badRequest("The body is no JSON object.");
		}
		for (Map.Entry<String, JsonNode> member : json.properties()) {
			require(MEMBERS.contains(member.getKey()), "A member is none of " + MEMBERS.stream().sorted().toList());
			require(member.getValue().isString(), "Every member is text");
		}
		return of((name) -> json.path(name).stringValue(null));
	}

	/** Reads the parameters of a request. */
	static Wish ofQuery(MultiValueMap<String, String> query) throws ManagementProblem {
		for (Map.Entry<String, List<String>> parameter : query.entrySet()) {
			require(MEMBERS.contains(parameter.getKey()) && !parameter.getKey().equals(ISSUED_BEFORE),
					"A parameter is none of "
							+ MEMBERS.stream().filter((name) -> !name.equals(ISSUED_BEFORE)).sorted().toList());
			require(parameter.getValue().size() == 1, "A parameter stands there twice");
		}
		return of(query::getFirst);
	}

	private static Wish of(Source source) throws ManagementProblem {
		Subject subject = null;
		for (Kind kind : Kind.values()) {
			String id = source.get(kind.member());
			if (id != null) {
				require(subject == null, "One of client, tokenId and key is meant, not more");
				subject = subject(kind, id);
			}
		}
		if (subject == null) {
			throw ManagementProblem.badRequest("One of client, tokenId and key is needed.");
		}
		String time = source.get(ISSUED_BEFORE);
		require(time == null || subject.kind() == Kind.CLIENT, "issuedBefore goes with client alone");
		String by = source.get(BY);
		require(by == null || Decision.isName(by), "by is 1 to 64 printable characters without spaces");
		return new Wish(subject, (time != null) ? time(time) : null, (by != null) ? by : "-");
	}

	private static Subject subject(Kind kind, String id) throws ManagementProblem {
		try {
			return new Subject(kind, id);
		}
		catch (IllegalArgumentException ex) {
			throw ManagementProblem.badRequest("A " + ex.getMessage() + ".");
		}
	}

	/** With an offset: which time is meant must not depend on where that is read. */
	private static Instant time(String text) throws ManagementProblem {
		try {
			return OffsetDateTime.parse(text).toInstant();
		}
		catch (DateTimeException ex) {
			throw ManagementProblem
				.badRequest("issuedBefore is a time with its offset, such as 2026-11-21T18:30:00Z (RFC 3339).");
		}
	}

	private static void require(boolean condition, String sentence) throws ManagementProblem {
		if (!condition) {
			throw ManagementProblem.badRequest(sentence + ".");
		}
	}

	/** Where the members come from. */
	@FunctionalInterface
	private interface Source {

		@Nullable String get(String name);

	}

}
