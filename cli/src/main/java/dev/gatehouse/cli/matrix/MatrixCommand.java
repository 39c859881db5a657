package dev.gatehouse.cli.matrix;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;

import dev.gatehouse.cli.bank.Layout;
import dev.gatehouse.cli.terminal.Complaint;
import dev.gatehouse.cli.terminal.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code matrix [--check]}: client x operation = allowed or why not. That it could not be
 * decided ends with 2, so that nobody takes it for a fault or for none.
 */
@Command(name = "matrix", description = "Shows which client may call which operation, or why not.",
		exitCodeOnExecutionException = MatrixCommand.UNDECIDED, exitCodeListHeading = "Ends with:%n",
		exitCodeList = { "0:it is shown; with --check, there is no fault", "1:--check has found a fault",
				"2:the command line makes no sense, or something cannot be read" })
public final class MatrixCommand implements Callable<Integer> {

	private static final int FAULTY = 1;

	static final int UNDECIDED = 2;

	/** Where nobody knows how wide it is shown. */
	private static final int USUAL_WIDTH = 120;

	private final Layout layout;

	private final Map<String, String> environment;

	private final Terminal terminal;

	@Spec
	private @Nullable CommandSpec spec;

	@Mixin
	private Inputs inputs = new Inputs();

	@Option(names = "--check",
			description = "only complain, a line each on standard error: about an operation that is open, without scope "
					+ "or unreachable, a scope that no operation needs, and whatever ceilings and Keycloak do not "
					+ "agree on")
	private boolean check;

	@Option(names = "--format", paramLabel = "FORMAT", converter = Format.Reader.class,
			description = "table (default), csv or json; with --check, show the matrix nevertheless")
	private @Nullable Format format;

	@Option(names = "--client", paramLabel = "CLIENT",
			description = "show this client only; may be repeated (faults are those of all)")
	private List<String> clients = List.of();

	public MatrixCommand(Layout layout, Map<String, String> environment, Terminal terminal) {
		this.layout = layout;
		this.environment = environment;
		this.terminal = terminal;
	}

	@Override
	public Integer call() throws InterruptedException {
		if (this.inputs.isAmbiguous()) {
			throw usage("--realm and --keycloak exclude each other");
		}
		try {
			Policy policy = this.inputs.policy(this.layout, this.environment);
			return show(policy, Faults.of(policy));
		}
		catch (Complaint ex) {
			spec().commandLine().getErr().println(ex.sentence());
			return UNDECIDED;
		}
		catch (OutOfMemoryError ex) {
			// It would end with 1, as a fault does.
			spec().commandLine().getErr().println("That is more than this launcher's memory holds.");
			return UNDECIDED;
		}
	}

	private int show(Policy policy, List<Fault> faults) {
		Matrix all = Matrix.of(policy);
		Matrix chosen = chosen(all);
		if (this.format != null || !this.check) {
			print(new View(this.inputs.sources(policy, this.layout), chosen, faults));
		}
		if (!this.check) {
			return 0;
		}
		faults.forEach((fault) -> spec().commandLine().getErr().println(fault));
		if (this.format == null && faults.isEmpty()) {
			this.terminal
				.line("%d clients, %d operations: no fault".formatted(all.subjects().size(), all.operations().size()));
		}
		return faults.isEmpty() ? 0 : FAULTY;
	}

	private Matrix chosen(Matrix all) {
		if (this.clients.isEmpty()) {
			return all;
		}
		Set<String> unknown = new HashSet<>(this.clients);
		all.subjects().forEach((subject) -> unknown.remove(subject.id()));
		if (!unknown.isEmpty()) {
			throw usage("There is no client " + String.join(", ", unknown));
		}
		return all.only(this.clients::contains);
	}

	private void print(View view) {
		this.terminal.out().print(switch ((this.format != null) ? this.format : Format.TABLE) {
			case TABLE -> TableText.of(view, width());
			case CSV -> CsvText.of(view);
			case JSON -> JsonText.of(view);
		});
		this.terminal.out().flush();
	}

	private int width() {
		String columns = this.environment.getOrDefault("COLUMNS", "");
		if (columns.matches("[1-9]\\d{0,3}")) {
			return Integer.parseInt(columns);
		}
		return this.terminal.isScreen() ? new UsageMessageSpec().autoWidth(true).width() : USUAL_WIDTH;
	}

	private ParameterException usage(String sentence) {
		return new ParameterException(spec().commandLine(), sentence);
	}

	private CommandSpec spec() {
		return Objects.requireNonNull(this.spec);
	}

}
