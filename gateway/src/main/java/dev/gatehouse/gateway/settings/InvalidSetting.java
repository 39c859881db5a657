package dev.gatehouse.gateway.settings;

import java.net.URI;
import java.net.URISyntaxException;

import org.jspecify.annotations.Nullable;

/**
 * A setting, or a file that a setting names, that the gateway cannot work with. Stops the
 * start.
 */
public final class InvalidSetting extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private static final String NO_URL = "must be an http or https URL";

	/**
	 * @param where the key of the setting, or the file and line
	 * @param complaint what is wrong there
	 */
	public InvalidSetting(String where, String complaint) {
		super(where + ": " + complaint);
	}

	/** Returns the value, or complains that the key is missing. */
	public static <T> T require(@Nullable T value, String key) {
		if (value == null) {
			throw new InvalidSetting(key, "must be set");
		}
		return value;
	}

	/** Complains about the key unless the condition holds. */
	public static void check(boolean condition, String key, String complaint) {
		if (!condition) {
			throw new InvalidSetting(key, complaint);
		}
	}

	/** Complains about the key unless its value is the URL of an HTTP server. */
	public static void checkUrl(String url, String key) {
		try {
			URI parsed = new URI(url);
			check(("http".equals(parsed.getScheme()) || "https".equals(parsed.getScheme())) && parsed.getHost() != null,
					key, NO_URL);
		}
		catch (URISyntaxException ex) {
			throw new InvalidSetting(key, NO_URL);
		}
	}

}
