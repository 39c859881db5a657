package dev.gatehouse.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.awaitility.Awaitility.await;

/** A part of the bank that this build made, as a process. */
public final class JarProcess implements AutoCloseable {

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private final String module;

	private final Path log;

	private final Process process;

	/** Starts it, with these variables above those of this process. */
	public JarProcess(String module, Path folder, Map<String, String> environment) {
		this.module = module;
		this.log = folder.resolve(module + ".log");
		Path jar = Contract.repository().resolve(module).resolve("target").resolve(module + ".jar");
		ProcessBuilder builder = new ProcessBuilder(Jvm.command("-Xmx256m", "-jar", jar.toString()))
			.directory(folder.toFile())
			.redirectErrorStream(true)
			.redirectOutput(this.log.toFile());
		builder.environment().putAll(environment);
		try {
			this.process = builder.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Waits until the part says that it is ready. */
	public void awaitReady(int port) {
		HttpRequest probe = HttpRequest
			.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
			.timeout(Duration.ofSeconds(2))
			.build();
		await(this.module).atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(250)).until(() -> {
			if (!this.process.isAlive()) {
				throw new IllegalStateException(this.module + " ended: " + Files.readString(this.log));
			}
			return answers(probe);
		});
	}

	private static boolean answers(HttpRequest probe) throws InterruptedException {
		try {
			return HTTP.send(probe, BodyHandlers.discarding()).statusCode() == 200;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/** Ends it without a word, as {@code kill -9} does. */
	public void kill() {
		this.process.destroyForcibly();
		this.process.onExit().join();
	}

	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(30, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

}
