package dev.gatehouse.cli.stack;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import dev.gatehouse.cli.bank.Health;
import dev.gatehouse.cli.bank.Layout;
import dev.gatehouse.cli.bank.Part;
import dev.gatehouse.cli.bank.Parts;
import dev.gatehouse.cli.bank.Ports;
import dev.gatehouse.cli.terminal.Terminal;
import picocli.CommandLine.Command;

/** {@code status}: one line a part; ends with 0 only if all are healthy. */
@Command(name = "status", description = "Shows each part: where it is, and healthy or why not.")
public final class StatusCommand implements Callable<Integer> {

	private static final String LINE = "%-18s%-24s%s";

	private final Layout layout;

	private final Terminal terminal;

	public StatusCommand(Layout layout, Terminal terminal) {
		this.layout = layout;
		this.terminal = terminal;
	}

	@Override
	public Integer call() {
		Optional<Ports> ports = PortsFile.of(this.layout).read();
		if (ports.isEmpty()) {
			Parts.names().forEach((name) -> this.terminal.line(LINE.formatted(name, "-", "is not running")));
			return 1;
		}
		Bank bank = new Bank(this.layout, ports.get(), this.layout.credentials().read());
		Map<String, String> addresses = bank.parts().stream().collect(Collectors.toMap(Part::name, Part::address));
		Map<String, Health> health = bank.health();
		health.forEach((name, state) -> this.terminal
			.line(LINE.formatted(name, addresses.get(name), state.isReady() ? "healthy" : state.why())));
		return health.values().stream().allMatch(Health::isReady) ? 0 : 1;
	}

}
