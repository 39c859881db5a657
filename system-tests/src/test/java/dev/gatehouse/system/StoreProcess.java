package dev.gatehouse.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import static org.awaitility.Awaitility.await;

/** A real redis-server, as gateways share their limits by, which can be hurt. */
public final class StoreProcess implements AutoCloseable {

	/** As they come with embedded-redis; the first needs nothing of its system. */
	private static final List<String> BINARIES = List.of("/redis-server-6.2.7-linux-386",
			"/redis-server-6.2.7-linux-arm64");

	private final int port = FreePorts.take(1)[0];

	private final Path folder;

	private Process process;

	/** Starts it in this folder, where it writes down what it knows. */
	public StoreProcess(Path folder) {
		this.folder = folder;
		this.process = launch();
	}

	/** Starts it anew with what it has written down. */
	public void start() {
		this.process = launch();
	}

	private Process launch() {
		for (String binary : BINARIES) {
			try {
				Process started = new ProcessBuilder(unpack(binary).toString(), "--port", "" + this.port, "--bind",
						"127.0.0.1", "--dir", this.folder.toString(), "--save", "", "--appendonly", "yes")
					.redirectErrorStream(true)
					.redirectOutput(this.folder.resolve("store.log").toFile())
					.start();
				await().atMost(Duration.ofSeconds(20)).until(() -> !started.isAlive() || isListening());
				if (started.isAlive()) {
					return started;
				}
			}
			catch (IOException ex) {
				// Made for another processor: the next one may be for this.
			}
		}
		throw new IllegalStateException("none of the redis-servers runs here");
	}

	private Path unpack(String name) throws IOException {
		Path binary = this.folder.resolve(name.substring(1));
		if (Files.notExists(binary)) {
			Path packed = this.folder.resolve("packed");
			try (InputStream resource = StoreProcess.class.getResourceAsStream(name)) {
				Files.copy(Objects.requireNonNull(resource), packed, StandardCopyOption.REPLACE_EXISTING);
			}
			install(packed, binary);
		}
		return binary;
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
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
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

	/** Where it listens, on this machine. */
	public int port() {
		return this.port;
	}

	/** Has it do something. */
	public void run(String command) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
			byte[] answer = socket.getInputStream().readNBytes(3);
			if (!"+OK".equals(new String(answer, StandardCharsets.US_ASCII))) {
				throw new IllegalStateException(command + " was refused");
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Ends it without a word, as {@code kill -9} does. */
	public void kill() {
		this.process.destroyForcibly();
		this.process.onExit().join();
	}

	/**
	 * Sends it a signal: after STOP its connections stay but it does nothing, until CONT.
	 */
	public void signal(String name) {
		try {
			new ProcessBuilder("kill", "-" + name, Long.toString(this.process.pid())).start().waitFor();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		kill();
	}

}
