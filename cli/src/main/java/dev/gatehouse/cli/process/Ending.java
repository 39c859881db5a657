package dev.gatehouse.cli.process;

/** How a process ended, in words. */
public final class Ending {

	/** Java and shells report death by signal N as this plus N. */
	private static final int SIGNALLED = 128;

	private Ending() {
	}

	/** What the exit status says, to follow a name. */
	public static String of(int status) {
		return (status > SIGNALLED) ? "was killed by signal " + (status - SIGNALLED) : "ended with status " + status;
	}

}
