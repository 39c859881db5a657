package dev.gatehouse.gateway.validation;

import java.util.Set;

import com.networknt.schema.regex.RegularExpression;
import org.jspecify.annotations.Nullable;

/**
 * Text of a bounded length, perhaps of a form. The length counts in characters and before
 * the pattern, whose cost may grow faster.
 *
 * @param uuid whether it is a UUID
 * @param shortest the least number of characters
 * @param longest the greatest
 * @param pattern an expression that must occur
 * @param values the only values; empty: any
 */
record StringRule(boolean uuid, int shortest, int longest, @Nullable RegularExpression pattern,
		Set<String> values) implements TextRule {

	StringRule {
		values = Set.copyOf(values);
	}

	@Override
	public @Nullable String broken(String text, int from, int to) {
		if (this.uuid && !UuidForm.is(text, from, to)) {
			return "format";
		}
		int length = text.codePointCount(from, to);
		if (length < this.shortest) {
			return "min-length";
		}
		if (length > this.longest) {
			return "max-length";
		}
		return (this.pattern != null || !this.values.isEmpty()) ? broken(text.substring(from, to)) : null;
	}

	private @Nullable String broken(String value) {
		if (!this.values.isEmpty() && !this.values.contains(value)) {
			return "enum";
		}
		return (this.pattern != null && !matches(this.pattern, value)) ? "pattern" : null;
	}

	private static boolean matches(RegularExpression pattern, String value) {
		try {
			return pattern.matches(value);
		}
		catch (StackOverflowError ex) {
			// Java's expressions recurse; a text that is too much for one does not match.
			return false;
		}
	}

}
