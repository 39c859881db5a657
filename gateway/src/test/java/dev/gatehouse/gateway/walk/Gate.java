package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import dev.gatehouse.gateway.GatewayApplication;
import dev.gatehouse.gateway.leaks.UsedSecrets;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The gateway, running on ports of its own choosing. There is one at a time: Spring gives
 * all of them one set of event loops, and the first that closes takes it along, so
 * starting one closes the one before.
 */
final class Gate implements AutoCloseable {

	/** Nobody is left to wait for when a test closes its gate. */
	private static Stream<String> always() {
		return Stream.of("server.port=0", "management.server.port=0", "spring.reactor.netty.shutdown-quiet-period=0s");
	}

	private static @Nullable Gate latest;

	private final ConfigurableApplicationContext context;

	private Gate(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/**
	 * Starts the gateway as its main method does.
	 * @param settings each as {@code key=value}; a later one wins
	 * @param more configurations beside the gateway's own
	 */
	static Gate start(Stream<String> settings, Class<?>... more) {
		if (latest != null) {
			latest.close();
		}
		Class<?>[] sources = Arrays.copyOf(more, more.length + 1);
		sources[more.length] = GatewayApplication.class;
		Map<String, String> arguments = new LinkedHashMap<>();
		Stream.concat(always(), settings)
			.forEach((setting) -> arguments.put(setting.substring(0, setting.indexOf('=')), "--" + setting));
		arguments.forEach((key, argument) -> {
			if (key.endsWith("secret")) {
				UsedSecrets.add(argument.substring(key.length() + 3));
			}
		});
		Gate gate = new Gate(new SpringApplicationBuilder(sources).registerShutdownHook(false)
			.run(arguments.values().toArray(String[]::new)));
		latest = gate;
		return gate;
	}

	boolean isOpen() {
		return this.context.isActive();
	}

	int port() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	int managementPort() {
		return this.context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
	}

	/** Makes the call on a connection of its own. */
	Answer send(Call call) {
		return send(call, "127.0.0.1", port());
	}

	/** Makes the call from another of the loopback addresses. */
	Answer sendFrom(String address, Call call) {
		return send(call, address, port());
	}

	/** Makes the call at the management port, as one does on this machine. */
	Answer manage(Call call) {
		return manageAt("localhost:" + managementPort(), call);
	}

	/** Makes the call at the management port, by this name. */
	Answer manageAt(String host, Call call) {
		return send(call.host(host), "127.0.0.1", managementPort());
	}

	private static Answer send(Call call, String from, int port) {
		try (Wire wire = Wire.from(from, port)) {
			return Answer.read(wire.sendAsFarAsTaken(call.text()), call.method());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Metrics metrics() {
		return Metrics.parse(manage(Call.get("/actuator/prometheus")).body());
	}

	void awaitReady() {
		Awaitility.await().until(() -> manage(Call.get("/actuator/health/readiness")).status() == 200);
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	@Override
	public void close() {
		this.context.close();
	}

}
