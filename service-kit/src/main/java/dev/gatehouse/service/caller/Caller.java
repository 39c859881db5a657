package dev.gatehouse.service.caller;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The partner on whose behalf a request is made, as verified by the gateway. Owns what it
 * creates.
 */
public record Caller(String id) {

	/** The header that only the gateway sets. */
	public static final String HEADER = "X-Client-Id";

	private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

	public Caller {
		if (!isWellFormed(id)) {
			throw new IllegalArgumentException("a client id is 1 to 63 of a-z 0-9 - and does not begin with -");
		}
	}

	static boolean isWellFormed(@Nullable String id) {
		return id != null && FORM.matcher(id).matches();
	}

}
