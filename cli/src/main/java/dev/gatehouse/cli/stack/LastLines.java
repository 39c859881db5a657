package dev.gatehouse.cli.stack;

import java.util.List;

import dev.gatehouse.cli.process.LogFile;

/** The end of a log, to follow a sentence. */
final class LastLines {

	private static final int LINES = 15;

	private static final int WIDTH = 400;

	private LastLines() {
	}

	static String of(LogFile log) {
		List<String> lines = log.tail(LINES);
		if (lines.isEmpty()) {
			return " It has written nothing to " + log.path() + ".";
		}
		StringBuilder text = new StringBuilder(" The end of ").append(log.path()).append(":");
		lines.forEach((line) -> text.append("\n  ").append(shortened(line)));
		return text.toString();
	}

	/** The very last line, to follow a clause. */
	static String last(LogFile log) {
		List<String> lines = log.tail(1);
		return lines.isEmpty() ? "" : "; " + log.path() + " ends with: " + shortened(lines.getFirst());
	}

	private static String shortened(String line) {
		return (line.length() <= WIDTH) ? line : line.substring(0, WIDTH) + "…";
	}

}
