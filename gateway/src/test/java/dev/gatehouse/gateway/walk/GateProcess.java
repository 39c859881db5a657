package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.gatehouse.gateway.GatewayApplication;
import org.awaitility.Awaitility;

/**
 * A gateway that is a process of its own, so that it can be killed or looked into. It
 * chooses its ports and says which: one that was only free a moment ago may be given to
 * the client that looks for the gateway, which is then connected to itself.
 */
record GateProcess(Process process, int port, int managementPort) implements AutoCloseable {

	/** First the partners' port, then the operators'. */
	private static final Pattern STARTED = Pattern.compile("Netty started on port (\\d+)");

	/**
	 * Starts one and waits until it serves.
	 * @param settings each as {@code key=value}
	 * @param log where its output goes; a file of its own
	 * @param options of the JVM
	 */
	static GateProcess start(Stream<String> settings, Path log, String... options) throws IOException {
		Process process = begin(settings, log, options);
		try {
			List<Integer> ports = Awaitility.await()
				.atMost(Duration.ofSeconds(60))
				.until(() -> ports(process, log), (said) -> said.size() == 2);
			return new GateProcess(process, ports.getFirst(), ports.getLast());
		}
		catch (RuntimeException ex) {
			process.destroyForcibly();
			throw ex;
		}
	}

	/** Starts one and does not wait. */
	static Process begin(Stream<String> settings, Path log, String... options) throws IOException {
		List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(),
				"-XX:TieredStopAtLevel=1", "-Xmx256m", "-Dtests.console=INFO"));
		command.addAll(List.of(options));
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), GatewayApplication.class.getName(),
				"--server.port=0", "--management.server.port=0", "--spring.reactor.netty.shutdown-quiet-period=0s"));
		settings.forEach((setting) -> command.add("--" + setting));
		return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
	}

	private static List<Integer> ports(Process process, Path log) throws IOException {
		String said = Files.readString(log);
		if (!process.isAlive()) {
			throw new IllegalStateException(said);
		}
		return STARTED.matcher(said).results().map((MatchResult port) -> Integer.valueOf(port.group(1))).toList();
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

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
