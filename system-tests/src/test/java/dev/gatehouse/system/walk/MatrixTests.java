package dev.gatehouse.system.walk;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

import dev.gatehouse.cli.bank.Layout;
import dev.gatehouse.cli.matrix.MatrixCommand;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.system.Contract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/** The matrix of the repository's files, beside what the walk of a bank is held to. */
class MatrixTests {

	@Test
	void theMatrixPromisesWhatTheWalkExpects(@TempDir Path state) {
		ByteArrayOutputStream printed = new ByteArrayOutputStream();
		Terminal terminal = new Terminal(new PrintStream(printed, true, StandardCharsets.UTF_8), false);
		Layout layout = new Layout(Contract.repository(), state);
		assertThat(new CommandLine(new MatrixCommand(layout, Map.of(), terminal)).execute("--format", "json")).isZero();
		new ShownMatrix(printed.toString(StandardCharsets.UTF_8)).assertIsWhatTheWalkExpects();
	}

}
