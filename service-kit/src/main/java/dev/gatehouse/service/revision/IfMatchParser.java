package dev.gatehouse.service.revision;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gatehouse.service.problem.Problem;

/**
 * Reads If-Match: {@code *} or a list of entity tags (RFC 9110, 13.1.1 and 8.8.3);
 * anything else is a 400.
 */
final class IfMatchParser {

	private static final Pattern TAG = Pattern.compile("(W/)?\"[\\x21\\x23-\\x7E\\x80-\\xFF]*\"");

	private static final Pattern SEPARATOR = Pattern.compile("[ \\t]*,[ \\t,]*");

	private IfMatchParser() {
	}

	static IfMatch parse(List<String> lines) {
		String value = String.join(",", lines).strip();
		if (value.equals("*")) {
			return IfMatch.ANY;
		}
		return new IfMatch(tags(value), false);
	}

	private static Set<String> tags(String value) {
		Set<String> tags = new HashSet<>();
		Matcher tag = TAG.matcher(value);
		Matcher separator = SEPARATOR.matcher(value);
		int at = 0;
		while (true) {
			if (!tag.region(at, value.length()).lookingAt()) {
				throw malformed();
			}
			tags.add(tag.group());
			at = tag.end();
			if (at == value.length()) {
				return tags;
			}
			if (!separator.region(at, value.length()).lookingAt()) {
				throw malformed();
			}
			at = separator.end();
		}
	}

	private static RuntimeException malformed() {
		return Problem.invalid("header/" + IfMatch.HEADER, "format").exception();
	}

}
