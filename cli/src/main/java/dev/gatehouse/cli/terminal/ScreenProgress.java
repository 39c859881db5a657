package dev.gatehouse.cli.terminal;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One line for each part, rewritten in place as its state changes (ECMA-48 cursor
 * movements).
 */
final class ScreenProgress implements Progress {

	private static final String ESCAPE = "\u001b[";

	private final PrintStream out;

	private final Map<String, String> states = new LinkedHashMap<>();

	ScreenProgress(PrintStream out) {
		this.out = out;
	}

	@Override
	public synchronized void state(String part, String state) {
		int drawn = this.states.size();
		this.states.put(part, state);
		StringBuilder screen = new StringBuilder();
		if (drawn > 0) {
			screen.append(ESCAPE).append(drawn).append('F');
		}
		this.states.forEach(
				(name, current) -> screen.append(ESCAPE).append("2K").append("%-18s%s%n".formatted(name, current)));
		this.out.print(screen);
		this.out.flush();
	}

}
