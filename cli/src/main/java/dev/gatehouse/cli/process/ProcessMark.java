package dev.gatehouse.cli.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One process and no other: its id together with when it began, so that a later process
 * with the same id is never taken for it, and never killed.
 *
 * @param pid the process id
 * @param began boot and tick at which it began (Linux), or its start in milliseconds
 */
public record ProcessMark(long pid, String began) {

	/**
	 * The fields of {@code /proc/PID/stat} behind the name: state is the 3rd, starttime
	 * the 22nd (proc(5)).
	 */
	private static final int STATE = 0;

	private static final int START = 19;

	/** The process that has this id now, if there is one that still runs. */
	public static Optional<ProcessMark> of(long pid) {
		return began(pid).map((began) -> new ProcessMark(pid, began));
	}

	/** This very process. */
	public static ProcessMark self() {
		return of(ProcessHandle.current().pid()).orElseThrow();
	}

	/** What {@link #toString()} wrote; empty if it is damaged. */
	public static Optional<ProcessMark> parse(String text) {
		String[] words = text.strip().split(" ", -1);
		return (words.length == 2 && words[0].matches("\\d{1,18}"))
				? Optional.of(new ProcessMark(Long.parseLong(words[0]), words[1])) : Optional.empty();
	}

	/** Whether this process still runs. A zombie does not. */
	public boolean isAlive() {
		return began(this.pid).filter(this.began::equals).isPresent();
	}

	@Override
	public String toString() {
		return this.pid + " " + this.began;
	}

	private static Optional<String> began(long pid) {
		Path stat = Path.of("/proc", Long.toString(pid), "stat");
		if (Files.isDirectory(Path.of("/proc/self"))) {
			try {
				return beganAt(Files.readString(stat, StandardCharsets.ISO_8859_1));
			}
			catch (IOException ex) {
				return Optional.empty();
			}
		}
		return ProcessHandle.of(pid)
			.filter(ProcessHandle::isAlive)
			.flatMap((handle) -> handle.info().startInstant())
			.map((start) -> Long.toString(start.toEpochMilli()));
	}

	private static Optional<String> beganAt(String stat) throws IOException {
		// The name, in parentheses, may itself hold spaces and parentheses.
		String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
		if (fields[STATE].equals("Z") || fields[STATE].equals("X")) {
			return Optional.empty();
		}
		return Optional.of(Boot.ID + ":" + fields[START]);
	}

	/** Ticks are counted from the boot, so they mean nothing after the next one. */
	private static final class Boot {

		static final String ID = read();

		private static String read() {
			try {
				return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
			}
			catch (IOException ex) {
				return "boot";
			}
		}

	}

}
