package dev.gatehouse.cli.process;

import java.time.Duration;
import java.util.List;

import dev.gatehouse.cli.terminal.Complaint;

/**
 * Ends a process: it is asked with a signal, and killed when it has not gone in time.
 *
 * @param signal what asks it: TERM or INT
 * @param patience how long it may take
 */
public record Stop(String signal, Duration patience) {

	private static final Duration KILLED = Duration.ofSeconds(10);

	private static final long POLL_MILLIS = 20;

	/**
	 * Returns when the process is gone; at once if it is.
	 * @throws Complaint if even killing it does not help
	 */
	public void apply(ProcessMark mark) {
		if (!mark.isAlive()) {
			return;
		}
		signal(mark, this.signal);
		if (!goneWithin(mark, this.patience)) {
			signal(mark, "KILL");
			if (!goneWithin(mark, KILLED)) {
				throw new Complaint("Process " + mark.pid() + " cannot be killed.");
			}
		}
	}

	private static void signal(ProcessMark mark, String signal) {
		// The shell's own kill: not every system has one on its path.
		Tool.works(List.of("sh", "-c", "kill -$0 $1", signal, Long.toString(mark.pid())));
	}

	private static boolean goneWithin(ProcessMark mark, Duration patience) {
		long end = System.nanoTime() + patience.toNanos();
		// Stopping is finished first: whoever interrupts wants the end all the more.
		boolean interrupted = Thread.interrupted();
		while (mark.isAlive() && System.nanoTime() - end < 0) {
			try {
				Thread.sleep(POLL_MILLIS);
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
		return !mark.isAlive();
	}

}
