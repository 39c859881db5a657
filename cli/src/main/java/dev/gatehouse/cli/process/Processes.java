package dev.gatehouse.cli.process;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.gatehouse.cli.terminal.Complaint;

/**
 * Starts processes that belong to the bank and not to the command: in a session of their
 * own, so that neither Ctrl-C nor a closed terminal reaches them, and with a record, so
 * that they are found again. Once {@link #close() closed}, it starts nothing more.
 */
public final class Processes {

	/**
	 * What a process inherits; anything else could change what it does behind the
	 * launcher's back.
	 */
	private static final Set<String> INHERITED = Set.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR");

	private static final boolean HAS_SETSID = Tool.isThere("setsid");

	private final Records records;

	private final Path logs;

	private boolean closed;

	public Processes(Records records, Path logs) {
		this.records = records;
		this.logs = logs;
	}

	/** The log of the process of that name. */
	public LogFile log(String name) {
		return new LogFile(this.logs.resolve(name + ".log"));
	}

	/** Starts it, its output going to its log. */
	public synchronized RunningProcess start(ProcessStart start) {
		if (this.closed) {
			throw new Complaint(start.name() + " is not started: the bank is being stopped.");
		}
		LogFile log = log(start.name());
		log.begin();
		try {
			Process process = builder(start, log).start();
			ProcessMark mark = ProcessMark.of(process.pid()).orElseGet(() -> new ProcessMark(process.pid(), "ended"));
			this.records.write(start.name(), mark);
			return new RunningProcess(start.name(), process, mark);
		}
		catch (IOException ex) {
			throw new Complaint(start.name() + " cannot be started: " + ex.getMessage() + ".", ex);
		}
	}

	/**
	 * Runs it to its end.
	 * @throws Complaint if it does not end with 0
	 */
	public void run(ProcessStart start) throws InterruptedException {
		RunningProcess process = start(start);
		int status = process.await();
		this.records.remove(start.name());
		if (status != 0) {
			throw new Complaint(start.name() + " " + Ending.of(status) + ".");
		}
	}

	/** From now on nothing is started. */
	public synchronized void close() {
		this.closed = true;
	}

	private static ProcessBuilder builder(ProcessStart start, LogFile log) throws IOException {
		List<String> command = new ArrayList<>(start.command());
		if (HAS_SETSID) {
			command.addFirst("setsid");
		}
		Files.createDirectories(start.directory());
		ProcessBuilder builder = new ProcessBuilder(command).directory(start.directory().toFile())
			.redirectInput(Redirect.from(new File("/dev/null")))
			.redirectErrorStream(true)
			.redirectOutput(Redirect.appendTo(log.path().toFile()));
		Map<String, String> environment = builder.environment();
		environment.keySet().retainAll(INHERITED);
		environment.putAll(start.environment());
		return builder;
	}

}
