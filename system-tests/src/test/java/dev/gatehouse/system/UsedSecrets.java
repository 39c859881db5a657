package dev.gatehouse.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The tokens that partners have fetched, and where they or other secrets show. */
public final class UsedSecrets {

	private static final int SHORTEST = 20;

	private static final Set<String> SIGNATURES = ConcurrentHashMap.newKeySet();

	private UsedSecrets() {
	}

	/** From now on its signature may show nowhere. */
	static void token(String token) {
		SIGNATURES.add(token.substring(token.lastIndexOf('.') + 1));
	}

	/** Returns the names of credentials, or "a token", that a text holds. */
	public static Set<String> in(String text, Path credentials) {
		Set<String> found = new TreeSet<>();
		if (SIGNATURES.stream().anyMatch((signature) -> signature.length() >= SHORTEST && text.contains(signature))) {
			found.add("a token");
		}
		for (String line : lines(credentials)) {
			int equals = line.indexOf('=');
			if (line.length() - equals > SHORTEST && text.contains(line.substring(equals + 1))) {
				found.add(line.substring(0, equals));
			}
		}
		return found;
	}

	/** Returns the same of all files of a folder, with the name of the file. */
	public static Set<String> inFiles(Path folder, Path credentials) {
		Set<String> found = new TreeSet<>();
		try (Stream<Path> files = Files.walk(folder)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				// Whatever else they hold, secrets are ASCII.
				String text = Files.readString(file, StandardCharsets.ISO_8859_1);
				in(text, credentials).forEach((name) -> found.add(name + " in " + file.getFileName()));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return found;
	}

	private static List<String> lines(Path credentials) {
		try {
			return Files.readAllLines(credentials);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
