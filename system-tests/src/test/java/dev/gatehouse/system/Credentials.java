package dev.gatehouse.system;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** The file that a bank keeps its secrets in. */
public final class Credentials {

	private Credentials() {
	}

	/** Returns the secret of that name. */
	public static String read(Path file, String name) {
		Properties credentials = new Properties();
		try (Reader reader = Files.newBufferedReader(file)) {
			credentials.load(reader);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		String value = credentials.getProperty(name);
		if (value == null) {
			throw new IllegalArgumentException("no " + name + " in " + file);
		}
		return value;
	}

}
