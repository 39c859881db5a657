package dev.gatehouse.cli.stack;

import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import dev.gatehouse.cli.bank.Folders;
import dev.gatehouse.cli.bank.Health;
import dev.gatehouse.cli.bank.Layout;
import dev.gatehouse.cli.bank.Parts;
import dev.gatehouse.cli.bank.PortCheck;
import dev.gatehouse.cli.bank.Ports;
import dev.gatehouse.cli.credentials.Credentials;
import dev.gatehouse.cli.process.RunningProcess;
import dev.gatehouse.cli.terminal.Complaint;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.tls.CertificateClients;
import dev.gatehouse.cli.tls.LocalAuthority;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code up}: the whole bank, or what is missing of it. */
@Command(name = "up", description = "Starts the bank; when it runs already, starts what is missing of it.")
public final class UpCommand implements Callable<Integer> {

	private final Layout layout;

	private final Map<String, String> environment;

	private final Terminal terminal;

	@Mixin
	private PortWishes wishes = new PortWishes();

	@Option(names = "--detach", description = "return once it is up, instead of staying until Ctrl-C")
	private boolean detach;

	@Option(names = "--fresh", description = "start empty: the data of the local bank and of its Keycloak are removed")
	private boolean fresh;

	@Option(names = "--tls",
			description = "the gateway speaks TLS, and partners may have certificates of a local authority")
	private boolean tls;

	public UpCommand(Layout layout, Map<String, String> environment, Terminal terminal) {
		this.layout = layout;
		this.environment = environment;
		this.terminal = terminal;
	}

	@Override
	public Integer call() throws InterruptedException {
		this.layout.create();
		try (StackLock lock = Launcher.lock(this.layout)) {
			Optional<Ports> running = runningAt();
			return running.isPresent() ? repair(running.get()) : start(lock);
		}
	}

	private Integer start(StackLock lock) throws InterruptedException {
		Ports ports = this.wishes.choose(this.environment, this.tls);
		PortCheck.require(PortWishes.uses(ports));
		if (this.fresh) {
			Folders.delete(this.layout.data());
		}
		issue(ports);
		Bank bank = new Bank(this.layout, ports, credentials());
		try (Launcher _ = Launcher.register(this.layout)) {
			Ward ward = Ward.over(bank, this.terminal);
			Map<String, RunningProcess> started = ward.guard(() -> bank.start(this.terminal.progress()));
			Welcome.print(this.terminal, this.layout, ports, this.detach);
			if (this.detach) {
				ward.release();
				return 0;
			}
			lock.close();
			watch(started, ward);
			return 1;
		}
	}

	private Integer repair(Ports ports) throws InterruptedException {
		if (this.fresh) {
			throw new Complaint("The bank is up: stop it with ./gatehouse down before starting it empty.");
		}
		if (this.tls && !ports.isTls()) {
			throw new Complaint("The bank is up without TLS: stop it with ./gatehouse down before starting it with.");
		}
		this.wishes.requireSame(ports);
		issue(ports);
		Bank bank = new Bank(this.layout, ports, credentials());
		if (bank.health().values().stream().allMatch(Health::isReady)) {
			this.terminal.line("The bank is already up.");
		}
		else {
			PortCheck.require(missing(bank));
			bank.start(this.terminal.progress());
		}
		Welcome.print(this.terminal, this.layout, ports, true);
		return 0;
	}

	private void issue(Ports ports) {
		if (ports.isTls()) {
			new LocalAuthority(this.layout.tls(), InstantSource.system())
				.ensure(CertificateClients.in(this.layout.realm()));
		}
	}

	private List<PortCheck.PortUse> missing(Bank bank) {
		return bank.parts()
			.stream()
			.filter((part) -> this.layout.records().running(part.name()).isEmpty())
			.flatMap((part) -> part.listensOn().stream().map((port) -> new PortCheck.PortUse(port, part.name(), "")))
			.toList();
	}

	/** Where the bank listens, if any part of it still runs. */
	private Optional<Ports> runningAt() {
		boolean runs = Parts.names().stream().anyMatch((name) -> this.layout.records().running(name).isPresent());
		Optional<Ports> ports = PortsFile.of(this.layout).read();
		if (runs && ports.isEmpty()) {
			throw new Complaint("Parts of a bank run, but it is not known where: stop them with ./gatehouse down.");
		}
		return runs ? ports : Optional.empty();
	}

	private Credentials credentials() {
		if (Files.exists(this.layout.data()) && !Files.exists(this.layout.credentials().path())) {
			throw new Complaint("The bank's data is there but " + this.layout.credentials().path()
					+ " is gone: bring it back, or start empty with ./gatehouse up --fresh.");
		}
		return this.layout.credentials().ensure(Parts.secrets(this.layout));
	}

	/** Stays until every process has ended, and says so of each. */
	private void watch(Map<String, RunningProcess> started, Ward ward) {
		CompletableFuture<?>[] endings = started.values()
			.stream()
			.map((process) -> process.ending().thenAccept((status) -> ward.ended(process.name(), status)))
			.toArray(CompletableFuture<?>[]::new);
		CompletableFuture.allOf(endings).join();
	}

}
