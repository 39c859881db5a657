package dev.gatehouse.cli.bank;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines of the JDK that runs this launcher. */
final class Jvm {

	/** For what starts often and works little: half the processor time of a start. */
	static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

	private Jvm() {
	}

	static List<String> command(List<String> options, String... arguments) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.add("-XX:+ExitOnOutOfMemoryError");
		command.addAll(options);
		command.addAll(List.of(arguments));
		return command;
	}

}
