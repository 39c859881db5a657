package dev.gatehouse.service.test;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.FileSystemUtils;

/**
 * A real PostgreSQL on a port of its own that can be started, hung ({@code SIGSTOP}),
 * woken, killed and started again with its data. Ends with the JVM at the latest.
 */
public final class BreakablePostgres implements AutoCloseable {

	private final int port;

	private final Path data;

	private @Nullable EmbeddedPostgres running;

	private BreakablePostgres(int port, Path data) {
		this.port = port;
		this.data = data;
	}

	/** Not running yet: the port is known, nobody listens on it. */
	public static BreakablePostgres create() {
		try {
			BreakablePostgres server = new BreakablePostgres(freePort(),
					Files.createTempDirectory("gatehouse-postgres"));
			Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(server::close));
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * One below those that systems give to clients: whoever asked a port of theirs for a
	 * database that is not there could be given that very port, and connect to itself.
	 */
	private static int freePort() {
		return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(10_000, 30_000))
			.filter(BreakablePostgres::isFree)
			.findFirst()
			.orElseThrow();
	}

	private static boolean isFree(int port) {
		try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
			return socket.isBound();
		}
		catch (IOException ex) {
			return false;
		}
	}

	public void start() {
		try {
			File folder = this.data.toFile();
			this.running = EmbeddedPostgres.builder()
				.setPort(this.port)
				.setDataDirectory(folder)
				.setCleanDataDirectory(false)
				.setRegisterShutdownHook(false)
				.setServerConfig("max_connections", "100")
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Every process of the server stops where it stands; connections stay open and answer
	 * nothing. The one that makes the others stops first, and then those that it has made
	 * until then.
	 */
	public void pause() {
		Set<Long> stopped = new HashSet<>();
		List<Long> running = List.of(postmaster());
		while (!running.isEmpty()) {
			signal("STOP", running);
			stopped.addAll(running);
			running = processes().map(ProcessHandle::pid).filter((pid) -> !stopped.contains(pid)).toList();
		}
	}

	public void resume() {
		signal("CONT", processes().map(ProcessHandle::pid).toList());
	}

	/** The server is gone at once, as when its machine loses power. */
	public void kill() {
		pause();
		List<ProcessHandle> killed = processes().toList();
		signal("KILL", killed.stream().map(ProcessHandle::pid).toList());
		killed.forEach((process) -> process.onExit().join());
		stop();
	}

	/** Stops the server in good order, also one that hangs, and forgets its data. */
	@Override
	public synchronized void close() {
		try {
			if (this.running != null) {
				resume();
				stop();
			}
			FileSystemUtils.deleteRecursively(this.data);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void stop() {
		EmbeddedPostgres server = this.running;
		this.running = null;
		if (server == null) {
			return;
		}
		try {
			server.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public String jdbcUrl() {
		return "jdbc:postgresql://127.0.0.1:" + this.port + "/postgres";
	}

	/** Points a service at this server. */
	public void describeTo(ConfigurableApplicationContext context) {
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("breakable-postgres", Map.of("spring.datasource.url", jdbcUrl(),
					"spring.datasource.username", "postgres", "spring.datasource.password", "postgres")));
	}

	private static void signal(String signal, List<Long> processes) {
		List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
		processes.stream().map(String::valueOf).forEach(command::add);
		try {
			int exit = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor();
			if (exit > 1) {
				throw new IllegalStateException("kill ended with " + exit);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private Stream<ProcessHandle> processes() {
		EmbeddedPostgres server = this.running;
		if (server == null) {
			throw new IllegalStateException("not running");
		}
		long postmaster = postmaster();
		return ProcessHandle.of(postmaster)
			.stream()
			.flatMap((process) -> Stream.concat(Stream.of(process), process.descendants()));
	}

	private long postmaster() {
		try {
			return Long.parseLong(Files.readAllLines(this.data.resolve("postmaster.pid")).getFirst().strip());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
