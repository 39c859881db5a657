package dev.gatehouse.cli.partner;

import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;

import dev.gatehouse.cli.bank.Layout;
import dev.gatehouse.cli.terminal.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code partner}: who may come in, in Keycloak and in the registry at once. */
@Command(name = "partner", description = "Admits partners, changes them and ends them.",
		synopsisSubcommandLabel = "COMMAND")
public final class PartnerCommand implements Runnable {

	private final Terminal terminal;

	@Spec
	private @Nullable CommandSpec spec;

	private PartnerCommand(Terminal terminal) {
		this.terminal = terminal;
	}

	/** The command with all of its own. */
	public static CommandLine with(Layout layout, Map<String, String> environment, Terminal terminal,
			InstantSource clock) {
		Surroundings surroundings = new Surroundings(layout, environment, terminal, clock);
		return new CommandLine(new PartnerCommand(terminal)).addSubcommand(new AddCommand(surroundings))
			.addSubcommand(new ListCommand(surroundings))
			.addSubcommand(new ShowCommand(surroundings))
			.addSubcommand("suspend", new StatusCommand(surroundings, RegisteredPartner.SUSPENDED))
			.addSubcommand("resume", new StatusCommand(surroundings, RegisteredPartner.ACTIVE))
			.addSubcommand(new RotateCommand(surroundings))
			.addSubcommand(new RemoveCommand(surroundings));
	}

	@Override
	public void run() {
		Objects.requireNonNull(this.spec).commandLine().usage(this.terminal.out());
	}

}
