package dev.gatehouse.cli.audit;

import java.time.InstantSource;
import java.util.Objects;

import dev.gatehouse.cli.bank.Layout;
import dev.gatehouse.cli.terminal.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code audit}: the gateway's record of every request. */
@Command(name = "audit", description = "Checks the gateway's audit record and searches it.",
		synopsisSubcommandLabel = "COMMAND")
public final class AuditCommand implements Runnable {

	private final Terminal terminal;

	@Spec
	private @Nullable CommandSpec spec;

	private AuditCommand(Terminal terminal) {
		this.terminal = terminal;
	}

	/** The command with all of its own. */
	public static CommandLine with(Layout layout, Terminal terminal, InstantSource clock) {
		Surroundings surroundings = new Surroundings(layout, terminal, clock);
		return new CommandLine(new AuditCommand(terminal)).addSubcommand(new VerifyCommand(surroundings))
			.addSubcommand(new QueryCommand(surroundings));
	}

	@Override
	public void run() {
		Objects.requireNonNull(this.spec).commandLine().usage(this.terminal.out());
	}

}
