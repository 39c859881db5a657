package dev.gatehouse.cli.bank;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import dev.gatehouse.cli.process.ProcessStart;
import dev.gatehouse.cli.process.Processes;

/** One part of the bank: one process, and what belongs to it. */
public interface Part {

	String name();

	/** Where it is reached, for people. */
	String address();

	/** The ports that its process listens on. */
	List<Integer> listensOn();

	/** The parts that have to be ready before its process is started. */
	Set<String> needs();

	/**
	 * Does what has to be done on disk before its process starts, if it is not done yet.
	 * May run processes of its own, and take a minute.
	 */
	void prepare(Processes processes) throws InterruptedException;

	/** How its process is started. */
	ProcessStart start();

	/** Whether it is ready, found out within a few seconds. */
	Health health();

	/** Done once its process answers, before others rely on it. */
	default void settle() {
	}

	/** The longest that it may take from its start until it is ready. */
	Duration patience();

}
