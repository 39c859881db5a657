package dev.gatehouse.cli.audit;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;

import dev.gatehouse.cli.bank.Layout;
import dev.gatehouse.cli.terminal.Complaint;
import dev.gatehouse.cli.terminal.Terminal;
import picocli.CommandLine;

/** Runs a command on the audit record, at 13:00 of a known day. */
final class AuditRun {

	private final Path root;

	private final ByteArrayOutputStream output = new ByteArrayOutputStream();

	private final StringWriter errors = new StringWriter();

	AuditRun(Path root) {
		this.root = root;
	}

	int run(String... arguments) {
		this.output.reset();
		this.errors.getBuffer().setLength(0);
		Terminal terminal = new Terminal(new PrintStream(this.output, true, StandardCharsets.UTF_8), false);
		CommandLine command = AuditCommand.with(new Layout(this.root, Path.of(".gatehouse")), terminal,
				InstantSource.fixed(Instant.parse("2026-11-21T13:00:00Z")));
		command.setErr(new PrintWriter(this.errors, true));
		command.setExecutionExceptionHandler((ex, line, parsed) -> {
			if (ex instanceof Complaint complaint) {
				line.getErr().println(complaint.sentence());
				return 1;
			}
			throw ex;
		});
		return command.execute(Arrays.copyOfRange(arguments, 1, arguments.length));
	}

	String output() {
		return this.output.toString(StandardCharsets.UTF_8);
	}

	String errors() {
		return this.errors.toString();
	}

}
