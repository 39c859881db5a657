package dev.gatehouse.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;

import dev.gatehouse.cli.audit.AuditCommand;
import dev.gatehouse.cli.bank.Layout;
import dev.gatehouse.cli.call.CallCommand;
import dev.gatehouse.cli.call.ExplainCommand;
import dev.gatehouse.cli.matrix.MatrixCommand;
import dev.gatehouse.cli.partner.PartnerCommand;
import dev.gatehouse.cli.revocation.RevokeCommand;
import dev.gatehouse.cli.stack.DownCommand;
import dev.gatehouse.cli.stack.StatusCommand;
import dev.gatehouse.cli.stack.UpCommand;
import dev.gatehouse.cli.terminal.Complaint;
import dev.gatehouse.cli.terminal.Printable;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.token.TokenCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * {@code ./gatehouse}. Ends with 0 if what was asked for is so, 1 if it is not (with a
 * sentence on standard error), 2 if the command line makes no sense.
 */
@Command(name = "gatehouse", description = "The bank behind its gate, on this machine.",
		synopsisSubcommandLabel = "COMMAND")
public final class Gatehouse implements Runnable {

	private final Terminal terminal;

	@Spec
	private @Nullable CommandSpec spec;

	Gatehouse(Terminal terminal) {
		this.terminal = terminal;
	}

	/** The command line with all commands, for a repository and an environment. */
	static CommandLine commands(Path root, Map<String, String> environment, Terminal terminal) {
		Layout layout = new Layout(root, Path.of(environment.getOrDefault("GATEHOUSE_STATE", ".gatehouse")),
				Path.of(environment.getOrDefault("GATEHOUSE_PARTNERS", "partners.yaml")));
		CommandLine commands = new CommandLine(new Gatehouse(terminal))
			.addSubcommand(new UpCommand(layout, environment, terminal))
			.addSubcommand(new DownCommand(layout, terminal))
			.addSubcommand(new StatusCommand(layout, terminal))
			.addSubcommand(new TokenCommand(layout, environment, terminal))
			.addSubcommand(new CallCommand(layout, environment, terminal))
			.addSubcommand(new ExplainCommand(layout, environment, terminal))
			.addSubcommand(new MatrixCommand(layout, environment, terminal))
			.addSubcommand(PartnerCommand.with(layout, environment, terminal, InstantSource.system()))
			.addSubcommand(RevokeCommand.with(layout, environment, terminal))
			.addSubcommand(AuditCommand.with(layout, terminal, InstantSource.system()));
		explain(commands);
		return commands.setExecutionExceptionHandler(Gatehouse::complain);
	}

	private static void explain(CommandLine command) {
		command.addMixin("help", new HelpOption());
		command.getSubcommands().values().forEach(Gatehouse::explain);
	}

	@Override
	public void run() {
		Objects.requireNonNull(this.spec).commandLine().usage(this.terminal.out());
	}

	private static int complain(Exception ex, CommandLine command, ParseResult parsed) throws Exception {
		if (ex instanceof Complaint complaint) {
			complaint.sentence()
				.lines()
				.map((line) -> Printable.text(line.replace('\t', ' ')))
				.forEach(command.getErr()::println);
			return 1;
		}
		throw ex;
	}

	public static void main(String[] arguments) {
		Path root = Path.of(System.getProperty("gatehouse.root", "."));
		System.exit(commands(root, System.getenv(), Terminal.standard()).execute(arguments));
	}

}
