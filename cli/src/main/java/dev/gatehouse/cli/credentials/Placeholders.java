package dev.gatehouse.cli.credentials;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The names that a realm's file wants from the environment. Keycloak takes a placeholder
 * that it cannot resolve for the secret itself, so all of them have to be there.
 */
public final class Placeholders {

	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)}");

	private Placeholders() {
	}

	public static List<String> in(Path realm) {
		try {
			return PLACEHOLDER.matcher(Files.readString(realm))
				.results()
				.map((MatchResult result) -> result.group(1))
				.distinct()
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
