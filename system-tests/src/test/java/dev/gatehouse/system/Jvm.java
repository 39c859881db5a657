package dev.gatehouse.system;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Command lines of the JDK that runs the tests, for processes that live a few minutes at
 * most: the optimising compiler would take more from the others than it gives to one of
 * them. {@code ./gatehouse} is run so by its script, too.
 */
final class Jvm {

	private Jvm() {
	}

	static List<String> command(String... arguments) {
		List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
		command.addAll(List.of(arguments));
		return command;
	}

}
