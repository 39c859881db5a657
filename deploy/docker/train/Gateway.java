package dev.gatehouse.train;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The gateway's process, which writes the cache as it ends. */
final class Gateway implements AutoCloseable {

	private static final Duration START = Duration.ofMinutes(2);

	private static final Duration END = Duration.ofMinutes(5);

	private final Process process;

	private final Path log;

	private final int port;

	private final int managementPort;

	private Gateway(Process process, Path log, int port, int managementPort) {
		this.process = process;
		this.log = log;
		this.port = port;
		this.managementPort = managementPort;
	}

	static Gateway start(List<String> command, Path cache, Setting setting) throws IOException {
		int port = Setting.freePort();
		int managementPort = Setting.freePort();
		Path log = setting.folder().resolve("gateway.log");
		List<String> recording = new ArrayList<>(command);
		recording.add(1, "-XX:AOTCacheOutput=" + cache);
		ProcessBuilder builder = new ProcessBuilder(recording).redirectErrorStream(true).redirectOutput(log.toFile());
		builder.environment().putAll(setting.environment(port, managementPort));
		return new Gateway(builder.start(), log, port, managementPort);
	}

	/** Lets a JVM begin as the image does, which ends with an error if it cannot use the cache. */
	static void checkUsable(List<String> command, Path cache) throws IOException, InterruptedException {
		List<String> using = new ArrayList<>(command);
		using.addAll(using.indexOf("-jar"),
				List.of("-XX:AOTMode=on", "-XX:AOTCache=" + cache, "-Xlog:aot=error", "--dry-run"));
		Process process = new ProcessBuilder(using).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (process.waitFor() != 0) {
			throw new IllegalStateException("The AOT cache cannot be used.\n" + output);
		}
	}

	int port() {
		return this.port;
	}

	URI uri(String path) {
		return URI.create("http://127.0.0.1:" + this.port + path);
	}

	URI management(String path) {
		return URI.create("http://127.0.0.1:" + this.managementPort + path);
	}

	void awaitReady() throws IOException, InterruptedException {
		Instant end = Instant.now().plus(START);
		try (HttpClient client = HttpClient.newHttpClient()) {
			HttpRequest readiness = HttpRequest.newBuilder(management("/actuator/health/readiness")).build();
			while (!isReady(client, readiness)) {
				if (!this.process.isAlive() || Instant.now().isAfter(end)) {
					throw new IllegalStateException("The gateway did not become ready.\n" + output());
				}
				Thread.sleep(100);
			}
		}
	}

	private static boolean isReady(HttpClient client, HttpRequest readiness) throws InterruptedException {
		try {
			return client.send(readiness, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/** Asks it to end, and waits until the cache is written. */
	void stop() throws IOException, InterruptedException {
		this.process.destroy();
		if (!this.process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
			throw new IllegalStateException("The gateway did not end.\n" + output());
		}
	}

	String output() throws IOException {
		return Files.readString(this.log);
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
