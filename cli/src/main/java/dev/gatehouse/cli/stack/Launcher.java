package dev.gatehouse.cli.stack;

import java.time.Duration;
import java.util.Optional;

import dev.gatehouse.cli.bank.Layout;
import dev.gatehouse.cli.process.ProcessMark;
import dev.gatehouse.cli.process.Stop;
import dev.gatehouse.cli.terminal.Complaint;

/**
 * The {@code up} that is at work or stays in front of its bank. It has a record like
 * every part, so that {@code down} can ask it to end.
 */
final class Launcher implements AutoCloseable {

	static final String NAME = "launcher";

	/** Longer than stopping the whole bank may take. */
	private static final Stop PATIENT = new Stop("TERM", Duration.ofSeconds(90));

	private static final Duration MOMENT = Duration.ofMillis(500);

	private final Layout layout;

	private Launcher(Layout layout) {
		this.layout = layout;
	}

	/**
	 * Takes the stack's lock for a change.
	 * @throws Complaint if another command is changing it
	 */
	static StackLock lock(Layout layout, Duration patience) throws InterruptedException {
		return StackLock.take(layout.state(), patience).orElseThrow(() -> {
			String who = layout.records().running(NAME).map((mark) -> " (process " + mark.pid() + ")").orElse("");
			return new Complaint("Another ./gatehouse" + who
					+ " is starting or stopping this bank: wait for it, or end " + "it with ./gatehouse down.");
		});
	}

	static StackLock lock(Layout layout) throws InterruptedException {
		return lock(layout, MOMENT);
	}

	/** Makes this process the launcher; closing ends that. */
	static Launcher register(Layout layout) {
		layout.records().write(NAME, ProcessMark.self());
		return new Launcher(layout);
	}

	/** Ends a launcher that still runs, and its bank with it. */
	static void end(Layout layout) {
		Optional<ProcessMark> launcher = layout.records().running(NAME);
		launcher.ifPresent(PATIENT::apply);
		layout.records().remove(NAME);
	}

	@Override
	public void close() {
		if (this.layout.records().recorded(NAME).filter(ProcessMark.self()::equals).isPresent()) {
			this.layout.records().remove(NAME);
		}
	}

}
