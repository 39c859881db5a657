package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.gatehouse.gateway.GatewayApplication;
import org.awaitility.Awaitility;

/** A gateway that is a process of its own, so that it can be killed or looked into. */
record GateProcess(Process process, int port, int managementPort, Path log) implements AutoCloseable {

	/**
	 * Starts one and waits until it serves.
	 * @param settings each as {@code key=value}
	 * @param log where its output goes
	 * @param options of the JVM
	 */
	static GateProcess start(Stream<String> settings, Path log, String... options) throws IOException {
		int port = freePort();
		int managementPort = freePort();
		List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(),
				"-XX:TieredStopAtLevel=1", "-Xmx256m"));
		command.addAll(List.of(options));
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), GatewayApplication.class.getName(),
				"--server.port=" + port, "--management.server.port=" + managementPort,
				"--spring.reactor.netty.shutdown-quiet-period=0s"));
		settings.forEach((setting) -> command.add("--" + setting));
		GateProcess started = new GateProcess(new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
			.start(), port, managementPort, log);
		try {
			Awaitility.await().atMost(Duration.ofSeconds(60)).until(started::isServing);
			return started;
		}
		catch (RuntimeException ex) {
			started.close();
			throw ex;
		}
	}

	private boolean isServing() throws IOException {
		if (!this.process.isAlive()) {
			throw new IllegalStateException(Files.readString(this.log));
		}
		try {
			return send(Call.get("/nowhere")).status() == 404;
		}
		catch (IOException | UncheckedIOException ex) {
			return false;
		}
	}

	/** Makes the call on a connection of its own. */
	Answer send(Call call) throws IOException {
		return send(this.port, call);
	}

	Metrics metrics() throws IOException {
		Call scrape = Call.get("/actuator/prometheus").host("localhost:" + this.managementPort);
		return Metrics.parse(send(this.managementPort, scrape).body());
	}

	private static Answer send(int port, Call call) throws IOException {
		try (Wire wire = Wire.to(port)) {
			return Answer.read(wire.sendAsFarAsTaken(call.text()), call.method());
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
