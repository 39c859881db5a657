package dev.gatehouse.cli.terminal;

import java.io.Console;
import java.io.PrintStream;

/**
 * Where a command's output goes.
 *
 * @param out for what the command was asked for
 * @param isScreen whether a person looks at it: then lines may be rewritten and JSON is
 * indented
 */
public record Terminal(PrintStream out, boolean isScreen) {

	/** Standard output; a screen if it is not redirected. */
	public static Terminal standard() {
		Console console = System.console();
		return new Terminal(System.out, console != null && console.isTerminal());
	}

	/** A new block of lines, one for each part. */
	public Progress progress() {
		return this.isScreen ? new ScreenProgress(this.out) : new LineProgress(this.out);
	}

	public void line(String line) {
		this.out.println(line);
	}

}
