package dev.gatehouse.cli.stack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.gatehouse.cli.bank.Health;
import dev.gatehouse.cli.bank.Layout;
import dev.gatehouse.cli.bank.Part;
import dev.gatehouse.cli.bank.Parts;
import dev.gatehouse.cli.bank.Ports;
import dev.gatehouse.cli.credentials.Credentials;
import dev.gatehouse.cli.process.Processes;
import dev.gatehouse.cli.process.Records;
import dev.gatehouse.cli.process.RunningProcess;
import dev.gatehouse.cli.terminal.Complaint;
import dev.gatehouse.cli.terminal.Progress;

/**
 * The bank on this machine. Commands and system tests start the same one; what differs is
 * where it keeps its state and where it listens.
 */
public final class Bank {

	private final Layout layout;

	private final Ports ports;

	private final Credentials credentials;

	private final Records records;

	private final Processes processes;

	public Bank(Layout layout, Ports ports, Credentials credentials) {
		this.layout = layout;
		this.ports = ports;
		this.credentials = credentials;
		this.records = layout.records();
		this.processes = new Processes(this.records, layout.logs());
	}

	/**
	 * A bank of its own in that folder: all ports free, secrets made where they are
	 * missing.
	 */
	public static Bank in(Layout layout) {
		layout.create();
		return new Bank(layout, Ports.anywhere(), layout.credentials().ensure(Parts.secrets(layout)));
	}

	public Ports ports() {
		return this.ports;
	}

	public Credentials credentials() {
		return this.credentials;
	}

	/** All parts, running or not. */
	public List<Part> parts() {
		return Parts.of(this.layout, this.ports, this.credentials);
	}

	/** Brings all parts up. */
	public Map<String, RunningProcess> start(Progress progress) throws InterruptedException {
		return start(Set.copyOf(Parts.names()), progress);
	}

	/**
	 * Brings these parts up and returns when they are ready; those that run already are
	 * left as they are.
	 * @return what was started
	 * @throws Complaint if one does not come up; then nothing that this call has started
	 * still runs
	 */
	public Map<String, RunningProcess> start(Set<String> names, Progress progress) throws InterruptedException {
		PortsFile.of(this.layout).write(this.ports);
		Starter starter = new Starter(this.processes, this.records, progress);
		Set<String> before = this.records.running().keySet();
		try {
			starter.start(parts().stream().filter((part) -> names.contains(part.name())).toList());
			return starter.started();
		}
		catch (Complaint | IllegalStateException ex) {
			stopAllBut(before, progress);
			throw ex;
		}
	}

	/** Stops everything, and starts nothing any more. */
	public void stop(Progress progress) {
		stopAllBut(Set.of(), progress);
		PortsFile.of(this.layout).remove();
	}

	/** How each part is. */
	public Map<String, Health> health() {
		Map<String, Health> all = parts().parallelStream().collect(Collectors.toMap(Part::name, this::health));
		Map<String, Health> ordered = new LinkedHashMap<>();
		Parts.names().forEach((name) -> ordered.put(name, all.getOrDefault(name, Health.not("is unknown"))));
		return ordered;
	}

	private synchronized void stopAllBut(Set<String> spared, Progress progress) {
		this.processes.close();
		new Stopper(this.records, progress).stop((name) -> !spared.contains(name) && !name.equals(Launcher.NAME));
	}

	private Health health(Part part) {
		return this.records.running(part.name()).isPresent() ? part.health() : notRunning(part);
	}

	private Health notRunning(Part part) {
		return this.records.recorded(part.name())
			.map((mark) -> Health.not("is not running: process " + mark.pid() + " ended without ./gatehouse down"
					+ LastLines.last(this.processes.log(part.name()))))
			.orElseGet(() -> Health.not("is not running"));
	}

}
