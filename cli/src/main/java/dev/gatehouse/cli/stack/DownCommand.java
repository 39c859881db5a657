package dev.gatehouse.cli.stack;

import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.Callable;

import dev.gatehouse.cli.bank.Layout;
import dev.gatehouse.cli.terminal.Terminal;
import picocli.CommandLine.Command;

/**
 * {@code down}: afterwards no process of the bank runs, whoever started it and however
 * that ended.
 */
@Command(name = "down", description = "Stops the bank. Its data stays.")
public final class DownCommand implements Callable<Integer> {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final Layout layout;

	private final Terminal terminal;

	public DownCommand(Layout layout, Terminal terminal) {
		this.layout = layout;
		this.terminal = terminal;
	}

	@Override
	public Integer call() throws InterruptedException {
		if (!Files.isDirectory(this.layout.run())) {
			this.terminal.line("The bank is not up.");
			return 0;
		}
		boolean launched = this.layout.records().running(Launcher.NAME).isPresent();
		Launcher.end(this.layout);
		try (StackLock _ = Launcher.lock(this.layout, PATIENCE)) {
			boolean running = !this.layout.records().running().isEmpty();
			new Stopper(this.layout.records(), this.terminal.progress()).stop((name) -> true);
			PortsFile.of(this.layout).remove();
			this.terminal.line((running || launched) ? "The bank is down." : "The bank is not up.");
		}
		return 0;
	}

}
