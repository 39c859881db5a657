package dev.gatehouse.cli.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What it takes to start a process. Secrets belong into the environment, which only the
 * same user can read; the command is shown to everybody by {@code ps}.
 *
 * @param name what its record and its log are called
 * @param command the program and its arguments
 * @param environment all that it sees of the environment besides PATH, HOME, language,
 * time zone and temporary folder
 * @param directory where it runs
 */
public record ProcessStart(String name, List<String> command, Map<String, String> environment, Path directory) {

	public ProcessStart {
		command = List.copyOf(command);
		environment = Map.copyOf(environment);
	}

	@Override
	public String toString() {
		return this.name + " " + this.command;
	}

}
