package dev.gatehouse.gateway.leaks;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Every token, proof and secret that a test of this run has used, so that all output can
 * be looked through for them. Of a token its parts count: one may not show without the
 * others either. What is shorter than 20 characters could be anything.
 */
public final class UsedSecrets {

	private static final Pattern PART = Pattern.compile("[\\w~+/=-]{20,}");

	/** Their numbers alone: a run makes a hundred thousand of them. */
	private static final Set<Long> KNOWN = ConcurrentHashMap.newKeySet();

	private UsedSecrets() {
	}

	/** From now on nobody may see it. Returns it. */
	public static String add(String secret) {
		Matcher parts = PART.matcher(secret);
		while (parts.find()) {
			KNOWN.add(number(parts.group()));
		}
		return secret;
	}

	/** Returns the first of them that is in a text, or null if there is none. */
	static @Nullable String find(CharSequence text) {
		Matcher parts = PART.matcher(text);
		while (parts.find()) {
			String part = parts.group();
			// What stands after "name=" is a word of its own.
			for (String word : new String[] { part, part.substring(part.indexOf('=') + 1),
					part.substring(part.lastIndexOf('/') + 1) }) {
				if (KNOWN.contains(number(word))) {
					return word;
				}
			}
		}
		return null;
	}

	/** Of 64 bits (FNV-1a): two texts of a run have hardly the same. */
	private static long number(String text) {
		long number = 0xcbf29ce484222325L;
		for (int i = 0; i < text.length(); i++) {
			number = (number ^ text.charAt(i)) * 0x100000001b3L;
		}
		return number;
	}

}
