package dev.gatehouse.gateway.limits;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import dev.gatehouse.gateway.FreePort;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.resource.DefaultClientResources;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import org.springframework.util.FileSystemUtils;

/**
 * A real redis-server on a port of its own, which can be hurt. It writes down everything
 * before it answers.
 */
public final class RedisServer implements AutoCloseable {

	/** The first needs nothing of the system it runs on. */
	private static final List<String> BINARIES = List.of("/redis-server-6.2.7-linux-386",
			"/redis-server-6.2.6-v5-linux-amd64", "/redis-server-6.2.7-linux-arm64");

	/**
	 * For all, because a test looks often; never ended, because another test may look at
	 * that moment.
	 */
	private static final RedisClient CLIENT = RedisClient
		.create(DefaultClientResources.builder().ioThreadPoolSize(2).computationThreadPoolSize(2).build());

	private final Path folder;

	private final Path binary;

	private final int port = FreePort.find();

	private @Nullable Process process;

	public RedisServer() {
		try {
			this.folder = Files.createTempDirectory("redis");
			this.binary = binary(this.folder.resolve("redis-server"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		start();
	}

	private static Path binary(Path target) throws IOException {
		Path packed = target.resolveSibling("packed");
		for (String name : BINARIES) {
			try (InputStream binary = RedisServer.class.getResourceAsStream(name)) {
				Files.write(packed, Objects.requireNonNull(binary).readAllBytes());
			}
			install(packed, target);
			if (runs(target)) {
				return target;
			}
		}
		throw new IllegalStateException("none of the redis-servers runs here");
	}

	/**
	 * By another process: what this one writes is still open for writing in each process
	 * that another test starts at that moment, and is not executed until it is closed
	 * there (ETXTBSY, execve(2)).
	 */
	private static void install(Path packed, Path target) throws IOException {
		try {
			if (new ProcessBuilder("install", "-m", "700", packed.toString(), target.toString()).inheritIO()
				.start()
				.waitFor() != 0) {
				throw new IOException(target + " cannot be written");
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static boolean runs(Path binary) throws IOException {
		try {
			return new ProcessBuilder(binary.toString(), "--version").redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor() == 0;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		catch (IOException ex) {
			return false;
		}
	}

	/** Starts it with what it wrote down. */
	public void start(String... more) {
		List<String> command = new ArrayList<>(
				List.of(this.binary.toString(), "--port", "" + this.port, "--bind", "127.0.0.1", "--dir",
						this.folder.toString(), "--save", "", "--appendonly", "yes", "--appendfsync", "everysec"));
		command.addAll(List.of(more));
		Process started;
		try {
			started = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(this.folder.resolve("log").toFile())
				.start();
			this.process = started;
			Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Awaitility.await().pollInterval(Duration.ofMillis(10)).until(this::isListening);
		if (!started.isAlive()) {
			throw new IllegalStateException("another server listens at " + this.port);
		}
	}

	private boolean isListening() {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	/** Returns its address as a setting. */
	public String url() {
		return "redis://127.0.0.1:" + this.port;
	}

	int port() {
		return this.port;
	}

	/** Ends it without a word. */
	public void kill() {
		Process running = Objects.requireNonNull(this.process);
		running.destroyForcibly();
		running.onExit().join();
	}

	/** It does nothing more, and its connections stay. */
	public void stop() {
		signal("STOP");
	}

	/** It goes on where it was. */
	public void goOn() {
		signal("CONT");
	}

	private void signal(String name) {
		try {
			new ProcessBuilder("kill", "-" + name, "" + Objects.requireNonNull(this.process).pid()).start().waitFor();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Has it do something. */
	public <T> T run(Function<RedisCommands<String, String>, T> command) {
		try (StatefulRedisConnection<String, String> connection = CLIENT.connect(RedisURI.create(url()))) {
			return command.apply(connection.sync());
		}
	}

	/** Returns how much of a limit is leased and, as far as is told, not used. */
	long held(String key) {
		return run((redis) -> redis.hgetall(key)
			.entrySet()
			.stream()
			.filter((entry) -> !entry.getKey().equals("v") && !entry.getKey().equals("span"))
			.map((entry) -> entry.getValue().split(" ", -1))
			.mapToLong((record) -> Long.parseLong(record[0]) - Long.parseLong(record[1]))
			.sum());
	}

	@Override
	public void close() {
		kill();
		try {
			FileSystemUtils.deleteRecursively(this.folder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
