package dev.gatehouse.cli.bank;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.gatehouse.cli.credentials.Credentials;
import dev.gatehouse.cli.process.ProcessStart;
import dev.gatehouse.cli.process.Processes;

/**
 * The database server: loopback only, no socket file, passwords as SCRAM.
 *
 * @param layout where things are
 * @param ports where it listens
 * @param credentials its superuser's password
 */
record Postgres(Layout layout, Ports ports, Credentials credentials) implements Part {

	static final String NAME = "postgres";

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public String address() {
		return "127.0.0.1:" + this.ports.postgres();
	}

	@Override
	public List<Integer> listensOn() {
		return List.of(this.ports.postgres());
	}

	@Override
	public Set<String> needs() {
		return Set.of();
	}

	@Override
	public void prepare(Processes processes) throws InterruptedException {
		if (Files.exists(this.layout.data().resolve("PG_VERSION"))) {
			new PostmasterFile(this.layout.data()).forgetIfStale();
		}
		else {
			initialise(processes);
		}
	}

	@Override
	public ProcessStart start() {
		return new ProcessStart(NAME,
				command("postgres", "-D", this.layout.data().toString(), "-p", Integer.toString(this.ports.postgres()),
						"-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c",
						"max_connections=100", "-c", "log_statement=none"),
				Map.of(), this.layout.state());
	}

	@Override
	public Health health() {
		return databases().health();
	}

	@Override
	public void settle() {
		databases().create();
	}

	@Override
	public Duration patience() {
		return Duration.ofSeconds(60);
	}

	private void initialise(Processes processes) throws InterruptedException {
		// A folder without PG_VERSION is what an initialisation that was killed has left.
		Folders.delete(this.layout.data());
		Path password = this.layout.state().resolve("initdb.password");
		try {
			Files.deleteIfExists(password);
			Files.createFile(password,
					PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
			Files.writeString(password, this.credentials.get(Credentials.POSTGRES_PASSWORD));
			processes.run(new ProcessStart("postgres-initdb",
					command("initdb", "-D", this.layout.data().toString(), "-U", Databases.USER, "--encoding=UTF8",
							"--locale=C.UTF-8", "--auth=scram-sha-256", "--pwfile=" + password),
					Map.of(), this.layout.state()));
			Files.delete(password);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private List<String> command(String program, String... arguments) {
		List<String> command = new ArrayList<>(PostgresUser.prefix());
		command.add(PostgresBinaries.in(this.layout.state()).program(program));
		command.addAll(List.of(arguments));
		return command;
	}

	private Databases databases() {
		return new Databases(this.ports.postgres(), this.credentials.get(Credentials.POSTGRES_PASSWORD));
	}

}
