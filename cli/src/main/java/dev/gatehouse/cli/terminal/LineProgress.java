package dev.gatehouse.cli.terminal;

import java.io.PrintStream;

/** One plain line for each change: for files, pipes and CI logs. */
final class LineProgress implements Progress {

	private final PrintStream out;

	LineProgress(PrintStream out) {
		this.out = out;
	}

	@Override
	public synchronized void state(String part, String state) {
		this.out.println("%-18s%s".formatted(part, state));
		this.out.flush();
	}

}
