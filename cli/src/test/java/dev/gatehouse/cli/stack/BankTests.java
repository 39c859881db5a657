package dev.gatehouse.cli.stack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.gatehouse.cli.bank.Folders;
import dev.gatehouse.cli.bank.Layout;
import dev.gatehouse.cli.bank.PortCheck;
import dev.gatehouse.cli.bank.Repository;
import dev.gatehouse.cli.credentials.Credentials;
import dev.gatehouse.cli.process.ProcessMark;
import dev.gatehouse.cli.process.Stop;
import dev.gatehouse.cli.terminal.Complaint;
import dev.gatehouse.cli.terminal.Progress;
import dev.gatehouse.cli.terminal.Terminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The launcher with a real PostgreSQL; the whole bank is started by the system tests. */
class BankTests {

	private static final Set<String> DATABASE = Set.of("postgres");

	/**
	 * For all tests, so that the server is unpacked once; its data is each test's own.
	 */
	@TempDir
	private static Path root = Path.of("");

	private Layout layout = new Layout(Path.of(""), Path.of(""));

	private final ByteArrayOutputStream output = new ByteArrayOutputStream();

	private final Terminal terminal = new Terminal(new PrintStream(this.output, true, StandardCharsets.UTF_8), false);

	@BeforeEach
	void openRepository() {
		this.layout = Repository.in(root);
		this.layout.create();
	}

	@AfterEach
	void leaveNothingBehind() {
		new Stopper(this.layout.records(), Progress.silent()).stop((name) -> true);
		this.layout.records().remove("postgres");
		Folders.delete(this.layout.data());
		Folders.delete(this.layout.logs());
	}

	@Test
	void theDatabaseListensWhereItShouldWithItsDatabasesAndPassword() throws Exception {
		Bank bank = started();
		try (Connection connection = connect(bank, "bank"); Connection other = connect(bank, "keycloak")) {
			assertThat(connection.isValid(1)).isTrue();
			assertThat(other.isValid(1)).isTrue();
		}
		assertThatExceptionOfType(SQLException.class)
			.isThrownBy(() -> DriverManager.getConnection(url(bank, "bank"), "postgres", "wrong"))
			.withMessageContaining("password");
		bank.stop(Progress.silent());
		assertThat(PortCheck.isFree(bank.ports().postgres())).isTrue();
		assertThat(this.layout.records().running()).isEmpty();
	}

	@Test
	void dataSurvivesAStopAndAKill() throws Exception {
		Bank bank = started();
		try (Connection connection = connect(bank, "bank"); Statement statement = connection.createStatement()) {
			statement.execute("CREATE TABLE kept (word text)");
			statement.execute("INSERT INTO kept VALUES ('here')");
		}
		kill(bank);
		bank.start(DATABASE, Progress.silent());
		bank.stop(Progress.silent());
		Bank next = started();
		try (Connection connection = connect(next, "bank");
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery("SELECT word FROM kept")) {
			assertThat(rows.next()).isTrue();
			assertThat(rows.getString(1)).isEqualTo("here");
		}
	}

	@Test
	void thePasswordIsNeitherOnACommandLineNorInALogNorLeftBehind() throws Exception {
		Bank bank = started();
		String password = bank.credentials().get(Credentials.POSTGRES_PASSWORD);
		long pid = this.layout.records().running("postgres").orElseThrow().pid();
		assertThat(Files.readString(Path.of("/proc/" + pid + "/cmdline"))).contains("postgres")
			.doesNotContain(password);
		try (Stream<Path> logs = Files.list(this.layout.logs())) {
			assertThat(logs).isNotEmpty().allSatisfy((log) -> assertThat(log).content().doesNotContain(password));
		}
		assertThat(this.layout.state().resolve("initdb.password")).doesNotExist();
	}

	@Test
	void statusSaysOfEachPartWhereItIsAndWhyNot() throws Exception {
		Bank bank = started();
		assertThat(new StatusCommand(this.layout, this.terminal).call()).isEqualTo(1);
		assertThat(lines()).hasSize(6)
			.anyMatch((line) -> line.matches("postgres +127\\.0\\.0\\.1:" + bank.ports().postgres() + " +healthy"))
			.anyMatch((line) -> line.matches("gateway +http://localhost:\\d+ +is not running"));
		kill(bank);
		this.output.reset();
		assertThat(new StatusCommand(this.layout, this.terminal).call()).isEqualTo(1);
		assertThat(lines()).anyMatch((line) -> line.startsWith("postgres") && line.contains("ended without"));
	}

	@Test
	void downWorksFromTheRecordsAlone() throws Exception {
		Bank bank = started();
		assertThat(new DownCommand(this.layout, this.terminal).call()).isZero();
		assertThat(this.output.toString(StandardCharsets.UTF_8)).contains("The bank is down.");
		assertThat(PortCheck.isFree(bank.ports().postgres())).isTrue();
		this.output.reset();
		assertThat(new DownCommand(this.layout, this.terminal).call()).isZero();
		assertThat(lines()).containsExactly("The bank is not up.");
	}

	@Test
	void downEndsTheLauncherFirst() throws Exception {
		Process launcher = new ProcessBuilder("sleep", "60").start();
		this.layout.records().write("launcher", ProcessMark.of(launcher.pid()).orElseThrow());
		assertThat(new DownCommand(this.layout, this.terminal).call()).isZero();
		assertThat(launcher.waitFor()).isEqualTo(128 + 15);
		assertThat(lines()).containsExactly("The bank is down.");
	}

	@Test
	void aPartThatDoesNotComeUpIsNamedWithItsLastLinesAndNothingIsLeft() throws IOException {
		Bank bank = Bank.in(this.layout);
		try (ServerSocket taken = new ServerSocket(bank.ports().postgres(), 5, InetAddress.getByName("127.0.0.1"))) {
			assertThat(taken.isBound()).isTrue();
			assertThatExceptionOfType(Complaint.class).isThrownBy(() -> bank.start(DATABASE, Progress.silent()))
				.withMessageContaining("postgres did not come up")
				.withMessageContaining("postgres.log")
				.withMessageContaining("Address already in use");
		}
		assertThat(this.layout.records().running()).isEmpty();
	}

	private Bank started() throws InterruptedException {
		Bank bank = Bank.in(this.layout);
		bank.start(DATABASE, Progress.silent());
		return bank;
	}

	private void kill(Bank bank) {
		assertThat(bank.ports().postgres()).isPositive();
		new Stop("KILL", Duration.ofSeconds(5)).apply(this.layout.records().running("postgres").orElseThrow());
	}

	private List<String> lines() {
		return this.output.toString(StandardCharsets.UTF_8).lines().toList();
	}

	private static Connection connect(Bank bank, String database) throws SQLException {
		return DriverManager.getConnection(url(bank, database), "postgres",
				bank.credentials().get(Credentials.POSTGRES_PASSWORD));
	}

	private static String url(Bank bank, String database) {
		return "jdbc:postgresql://127.0.0.1:" + bank.ports().postgres() + "/" + database;
	}

}
