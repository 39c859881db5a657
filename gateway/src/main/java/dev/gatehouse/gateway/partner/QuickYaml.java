package dev.gatehouse.gateway.partner;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The part of YAML that members of a registry are nearly always written in. A value is a
 * text, or a list of texts; null is what is anything else, right or wrong.
 */
final class QuickYaml {

	/** Within a plain scalar, of which the first character is a letter or a digit. */
	private static final String PLAIN = " _.@/+-&'()";

	private QuickYaml() {
	}

	/** Returns the lines that say something. */
	static List<String> lines(String text) {
		List<String> lines = new ArrayList<>();
		for (int from = 0; from < text.length();) {
			int end = text.indexOf('\n', from);
			int to = (end < 0) ? text.length() : end;
			int first = indent(text, from, to);
			if (first < to && text.charAt(first) != '#') {
				lines.add(text.substring(from, to));
			}
			from = to + 1;
		}
		return lines;
	}

	private static int indent(String line) {
		return indent(line, 0, line.length());
	}

	private static int indent(String text, int from, int to) {
		int first = from;
		while (first < to && text.charAt(first) == ' ') {
			first++;
		}
		return first;
	}

	/**
	 * Reads the members of a mapping.
	 * @param value what stands behind its name: all of it in braces, or nothing
	 * @param lines the line of the name and those below it
	 */
	static @Nullable Map<String, Object> members(String value, List<String> lines) {
		if (value.startsWith("{")) {
			return (lines.size() == 1 && value.endsWith("}")) ? flow(value.substring(1, value.length() - 1)) : null;
		}
		return value.isEmpty() ? block(lines) : null;
	}

	private static @Nullable Map<String, Object> flow(String text) {
		Map<String, Object> members = new HashMap<>();
		List<String> parts = parts(text);
		if (parts == null) {
			return null;
		}
		for (String part : parts) {
			int colon = part.indexOf(": ");
			if (colon < 0 || !put(members, part.substring(0, colon), value(trimmed(part.substring(colon + 2)), true))) {
				return null;
			}
		}
		return members;
	}

	private static @Nullable Map<String, Object> block(List<String> lines) {
		Map<String, Object> members = new HashMap<>();
		int indent = (lines.size() > 1) ? indent(lines.get(1)) : 0;
		for (int i = 1; i < lines.size();) {
			String line = lines.get(i++);
			int colon = line.indexOf(": ");
			int end = (colon < 0 && line.endsWith(":")) ? line.length() - 1 : colon;
			if (indent(line) != indent || end < 0) {
				return null;
			}
			String text = withoutRemark(line.substring(end + 1));
			int items = text.isEmpty() ? items(lines, i) : 0;
			Object value = (items > 0) ? list(lines.subList(i, i + items), indent) : value(text, false);
			if (!put(members, line.substring(indent, end), value)) {
				return null;
			}
			i += items;
		}
		return members;
	}

	/** Returns how many lines from there on are items of a list. */
	private static int items(List<String> lines, int from) {
		int to = from;
		while (to < lines.size() && lines.get(to).startsWith("- ", indent(lines.get(to)))) {
			to++;
		}
		return to - from;
	}

	private static @Nullable List<String> list(List<String> lines, int least) {
		List<String> items = new ArrayList<>(lines.size());
		for (String line : lines) {
			String item = scalar(withoutRemark(line.substring(indent(line) + 1)), false);
			if (item == null || indent(line) < least || indent(line) != indent(lines.getFirst())) {
				return null;
			}
			items.add(item);
		}
		return items;
	}

	private static boolean put(Map<String, Object> members, String name, @Nullable Object value) {
		return value != null && !name.isEmpty() && name.chars().allMatch((c) -> c >= 'a' && c <= 'z')
				&& members.put(name, value) == null;
	}

	private static @Nullable Object value(String text, boolean inFlow) {
		if (!text.startsWith("[")) {
			return scalar(text, inFlow);
		}
		List<String> parts = text.endsWith("]") ? parts(text.substring(1, text.length() - 1)) : null;
		if (parts == null) {
			return null;
		}
		List<String> items = new ArrayList<>(parts.size());
		for (String part : parts) {
			String item = scalar(part, true);
			if (item == null) {
				return null;
			}
			items.add(item);
		}
		return items;
	}

	/**
	 * Returns what stands between commas, those within quotes and brackets left alone.
	 */
	private static @Nullable List<String> parts(String text) {
		List<String> parts = new ArrayList<>();
		int from = 0;
		int depth = 0;
		char quote = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (quote != 0) {
				quote = (c == quote) ? 0 : quote;
			}
			else if (c == '"' || c == '\'') {
				quote = c;
			}
			else if (c == '[' || c == ']') {
				depth += (c == '[') ? 1 : -1;
			}
			else if (c == ',' && depth == 0) {
				parts.add(trimmed(text.substring(from, i)));
				from = i + 1;
			}
			if (depth < 0 || depth > 1) {
				return null;
			}
		}
		if (quote != 0 || depth != 0) {
			return null;
		}
		String last = trimmed(text.substring(from));
		if (!last.isEmpty() || !parts.isEmpty()) {
			parts.add(last);
		}
		return parts;
	}

	/** Returns the text without spaces around it. Other white space is part of it. */
	static String trimmed(String text) {
		int to = text.length();
		while (to > 0 && text.charAt(to - 1) == ' ') {
			to--;
		}
		return text.substring(Math.min(to, indent(text, 0, text.length())), to);
	}

	/** Returns what a line says before its comment, if that can be told. */
	static String withoutRemark(String text) {
		int remark = (text.indexOf('"') < 0 && text.indexOf('\'') < 0) ? text.indexOf(" #") : -1;
		return trimmed((remark < 0) ? text : text.substring(0, remark));
	}

	private static @Nullable String scalar(String text, boolean inFlow) {
		if (text.startsWith("\"") || text.startsWith("'")) {
			return quoted(text);
		}
		return isPlain(text, inFlow) ? text : null;
	}

	private static @Nullable String quoted(String text) {
		char quote = text.charAt(0);
		int end = text.length() - 1;
		if (end < 1 || text.indexOf(quote, 1) != end) {
			return null;
		}
		for (int i = 1; i < end; i++) {
			char c = text.charAt(i);
			if (c == '\\' || !(c == ' ' || c == '#' || c == ':' || c == ',' || isWord(c) || PLAIN.indexOf(c) >= 0)) {
				return null;
			}
		}
		return text.substring(1, end);
	}

	private static boolean isPlain(String text, boolean inFlow) {
		if (text.isEmpty() || !isWord(text.charAt(0)) || text.equalsIgnoreCase("null")) {
			return false;
		}
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			boolean known = isWord(c) || PLAIN.indexOf(c) >= 0 || (c == ',' && !inFlow)
					|| (c == ':' && i + 1 < text.length() && (isWord(text.charAt(i + 1)) || text.charAt(i + 1) == ':'));
			if (!known) {
				return false;
			}
		}
		return true;
	}

	private static boolean isWord(char c) {
		return Character.isLetterOrDigit(c);
	}

}
