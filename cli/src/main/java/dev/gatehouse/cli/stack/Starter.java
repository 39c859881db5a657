package dev.gatehouse.cli.stack;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

import dev.gatehouse.cli.bank.Health;
import dev.gatehouse.cli.bank.Part;
import dev.gatehouse.cli.process.Ending;
import dev.gatehouse.cli.process.Processes;
import dev.gatehouse.cli.process.Records;
import dev.gatehouse.cli.process.RunningProcess;
import dev.gatehouse.cli.terminal.Complaint;
import dev.gatehouse.cli.terminal.Progress;

/**
 * Brings parts up side by side, each as soon as what it needs is ready. Parts whose
 * process runs already are only waited for. The first that fails ends the attempt.
 */
final class Starter {

	private static final long POLL_MILLIS = 100;

	private final Processes processes;

	private final Records records;

	private final Progress progress;

	private final Map<String, RunningProcess> started = new ConcurrentHashMap<>();

	private final Map<String, CompletableFuture<Void>> ready = new ConcurrentHashMap<>();

	Starter(Processes processes, Records records, Progress progress) {
		this.processes = processes;
		this.records = records;
		this.progress = progress;
	}

	/** What this attempt has started so far. */
	Map<String, RunningProcess> started() {
		return Map.copyOf(this.started);
	}

	/**
	 * Returns when all are ready.
	 * @throws Complaint if one does not come up; what was started until then still runs
	 */
	void start(List<Part> parts) throws InterruptedException {
		CompletableFuture<Void> failed = new CompletableFuture<>();
		ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
		try {
			// What is not started here is not waited for.
			Set<String> names = parts.stream().map(Part::name).collect(Collectors.toSet());
			parts.stream()
				.flatMap((part) -> part.needs().stream())
				.filter((need) -> !names.contains(need))
				.forEach((need) -> ready(need).complete(null));
			parts.forEach((part) -> threads.execute(() -> bringUp(part, failed)));
			CompletableFuture<Void> all = CompletableFuture
				.allOf(parts.stream().map((part) -> ready(part.name())).toArray(CompletableFuture[]::new));
			CompletableFuture.anyOf(failed, all).get();
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof Complaint complaint) ? complaint : new IllegalStateException(ex.getCause());
		}
		finally {
			threads.shutdownNow();
		}
	}

	private void bringUp(Part part, CompletableFuture<Void> failed) {
		long began = System.nanoTime();
		try {
			boolean runs = this.records.running(part.name()).isPresent();
			if (!runs) {
				launch(part);
			}
			this.progress.state(part.name(), runs ? "runs" : "starting");
			awaitReady(part);
			part.settle();
			this.progress.state(part.name(),
					runs ? "ready" : "ready after %.1f s".formatted((System.nanoTime() - began) / 1e9));
			ready(part.name()).complete(null);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | RuntimeException ex) {
			this.progress.state(part.name(), "failed");
			failed.completeExceptionally(ex);
		}
	}

	private void launch(Part part) throws InterruptedException, ExecutionException {
		this.progress.state(part.name(), "preparing");
		part.prepare(this.processes);
		for (String need : part.needs()) {
			this.progress.state(part.name(), "waiting for " + need);
			ready(need).get();
		}
		this.started.put(part.name(), this.processes.start(part.start()));
	}

	private CompletableFuture<Void> ready(String name) {
		return this.ready.computeIfAbsent(name, (unused) -> new CompletableFuture<>());
	}

	private void awaitReady(Part part) throws InterruptedException {
		long end = System.nanoTime() + part.patience().toNanos();
		Health health = part.health();
		while (!health.isReady()) {
			if (this.records.running(part.name()).isEmpty()) {
				throw notUp(part, ending(part));
			}
			if (System.nanoTime() - end > 0) {
				throw notUp(part, "after " + seconds(part.patience()) + " it " + health.why());
			}
			Thread.sleep(POLL_MILLIS);
			health = part.health();
		}
	}

	private String ending(Part part) {
		RunningProcess process = this.started.get(part.name());
		return (process != null) ? "it " + Ending.of(process.ending().join()) : "its process has ended";
	}

	private Complaint notUp(Part part, String why) {
		return new Complaint(
				part.name() + " did not come up: " + why + "." + LastLines.of(this.processes.log(part.name())));
	}

	private static String seconds(Duration duration) {
		return duration.toSeconds() + " s";
	}

}
