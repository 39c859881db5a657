package dev.gatehouse.cli.stack;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import dev.gatehouse.cli.process.ProcessMark;
import dev.gatehouse.cli.process.Records;
import dev.gatehouse.cli.process.Stop;
import dev.gatehouse.cli.terminal.Progress;

/**
 * Takes processes down by their records alone, so that it works whatever became of the
 * command that started them: the gateway first, the database last, the others between
 * them at once.
 */
final class Stopper {

	private static final String FIRST = "gateway";

	private static final String LAST = "postgres";

	private static final Stop GATEWAY = new Stop("TERM", Duration.ofSeconds(30));

	/** INT is the fast shutdown: TERM would wait for clients that stay connected. */
	private static final Stop DATABASE = new Stop("INT", Duration.ofSeconds(20));

	private static final Stop OTHER = new Stop("TERM", Duration.ofSeconds(20));

	private final Records records;

	private final Progress progress;

	Stopper(Records records, Progress progress) {
		this.records = records;
		this.progress = progress;
	}

	/** Returns when none of the names has a process that runs. */
	void stop(Predicate<String> names) {
		Map<String, ProcessMark> running = this.records.running();
		running.keySet().removeIf(names.negate());
		stopAtOnce(running, FIRST::equals);
		stopAtOnce(running, (name) -> !FIRST.equals(name) && !LAST.equals(name));
		stopAtOnce(running, LAST::equals);
	}

	private void stopAtOnce(Map<String, ProcessMark> running, Predicate<String> wave) {
		List<Thread> threads = running.entrySet()
			.stream()
			.filter((entry) -> wave.test(entry.getKey()))
			.map((entry) -> Thread.ofVirtual().start(() -> stop(entry.getKey(), entry.getValue())))
			.toList();
		threads.forEach(Stopper::await);
	}

	private void stop(String name, ProcessMark mark) {
		this.progress.state(name, "stopping");
		how(name).apply(mark);
		this.records.remove(name);
		this.progress.state(name, "stopped");
	}

	private static Stop how(String name) {
		return switch (name) {
			case FIRST -> GATEWAY;
			case LAST -> DATABASE;
			default -> OTHER;
		};
	}

	private static void await(Thread thread) {
		boolean interrupted = false;
		while (thread.isAlive()) {
			try {
				thread.join();
			}
			catch (InterruptedException ex) {
				// Half a bank is worse than a late answer.
				interrupted = true;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

}
