package dev.gatehouse.cli.process;

import java.util.concurrent.CompletableFuture;

/**
 * A process that this very command has started, so that its exit status can be known.
 *
 * @param name what it was started as
 * @param process the child
 * @param mark how later commands know it
 */
public record RunningProcess(String name, Process process, ProcessMark mark) {

	/** Waits for its end. */
	public int await() throws InterruptedException {
		return this.process.waitFor();
	}

	/** Completes with its exit status. */
	public CompletableFuture<Integer> ending() {
		return this.process.onExit().thenApply(Process::exitValue);
	}

}
