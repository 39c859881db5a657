package dev.gatehouse.gateway.validation;

import java.util.List;
import java.util.function.Predicate;

import tools.jackson.databind.JsonNode;

/**
 * Text of a bounded length and of certain forms. The length counts in characters and
 * before the forms, whose cost may grow faster.
 *
 * @param shortest the least number of characters
 * @param longest the greatest
 * @param forms what holds for the text as well
 */
record QuickText(int shortest, int longest, List<Predicate<String>> forms) implements QuickRule {

	QuickText {
		forms = List.copyOf(forms);
	}

	@Override
	public boolean accepts(JsonNode value) {
		return !value.isString() || accepts(value.stringValue());
	}

	private boolean accepts(String text) {
		int length = text.codePointCount(0, text.length());
		return length >= this.shortest && length <= this.longest && hasForms(text);
	}

	private boolean hasForms(String text) {
		try {
			for (Predicate<String> form : this.forms) {
				if (!form.test(text)) {
					return false;
				}
			}
			return true;
		}
		catch (StackOverflowError ex) {
			// Java's expressions recurse; the library's are no better and say so.
			return false;
		}
	}

}
