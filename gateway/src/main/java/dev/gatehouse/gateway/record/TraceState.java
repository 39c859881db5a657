package dev.gatehouse.gateway.record;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What tracing systems have noted of a trace (W3C Trace Context, section 3.3): goes on as
 * it came, whole, or not at all.
 */
final class TraceState {

	/** What has to be passed on; nobody has to be sent more (section 3.3.1.5). */
	private static final int LONGEST = 512;

	private static final int MOST_MEMBERS = 32;

	private static final Pattern MEMBER = Pattern
		.compile("(?:[a-z][a-z0-9_*/-]{0,255}|[a-z0-9][a-z0-9_*/-]{0,240}@[a-z][a-z0-9_*/-]{0,13})"
				+ "=[ -+\\--<>-~]{0,255}[!-+\\--<>-~]");

	private TraceState() {
	}

	/**
	 * Returns the fields' lines as one, or null if there is nothing to pass on: too much,
	 * or not all of it valid.
	 */
	static @Nullable String of(List<String> lines) {
		if (lines.isEmpty()) {
			return null;
		}
		String all = String.join(",", lines);
		return (all.length() <= LONGEST && areValid(all.split(",", -1))) ? all : null;
	}

	/** Empty members are allowed, and no key twice. */
	private static boolean areValid(String[] members) {
		Set<String> keys = new HashSet<>();
		for (String member : members) {
			String text = member.strip();
			int end = text.indexOf('=');
			if (!text.isEmpty() && (end < 0 || !MEMBER.matcher(text).matches() || !keys.add(text.substring(0, end)))) {
				return false;
			}
		}
		return !keys.isEmpty() && keys.size() <= MOST_MEMBERS;
	}

}
