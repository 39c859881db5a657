package dev.gatehouse.cli.bank;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.gatehouse.cli.credentials.Credentials;
import dev.gatehouse.cli.process.ProcessStart;
import dev.gatehouse.cli.process.Processes;

/**
 * One of the three services behind the gateway.
 *
 * @param api its API, {@code accounts} for one
 * @param port where it listens
 * @param layout where things are
 * @param ports where the database listens
 * @param credentials its secrets
 */
record Service(String api, int port, Layout layout, Ports ports, Credentials credentials) implements Part {

	@Override
	public String name() {
		return this.api + "-service";
	}

	@Override
	public String address() {
		return "http://127.0.0.1:" + this.port;
	}

	@Override
	public List<Integer> listensOn() {
		return List.of(this.port);
	}

	@Override
	public Set<String> needs() {
		return Set.of(Postgres.NAME);
	}

	@Override
	public void prepare(Processes processes) throws InterruptedException {
		app().prepare(processes);
	}

	@Override
	public ProcessStart start() {
		List<String> options = Stream.concat(Stream.of("-Xmx192m"), Jvm.QUICK.stream()).toList();
		return new ProcessStart(name(), app().command(options), environment(), this.layout.state());
	}

	@Override
	public Health health() {
		return HttpHealth.of(address() + "/actuator/health/readiness");
	}

	@Override
	public Duration patience() {
		return Duration.ofSeconds(120);
	}

	private BootApp app() {
		return new BootApp(name(), this.layout);
	}

	private Map<String, String> environment() {
		Map<String, String> environment = new HashMap<>();
		environment.put("SERVER_PORT", Integer.toString(this.port));
		environment.put("SERVER_ADDRESS", "127.0.0.1");
		environment.put("SPRING_DATASOURCE_URL", Databases.url(this.ports.postgres(), Databases.BANK));
		environment.put("SPRING_DATASOURCE_USERNAME", Databases.USER);
		environment.put("SPRING_DATASOURCE_PASSWORD", this.credentials.get(Credentials.POSTGRES_PASSWORD));
		if (this.api.equals("cards")) {
			environment.put("GATEHOUSE_CARDS_NUMBER_KEY", this.credentials.get(Credentials.CARDS_NUMBER_KEY));
		}
		return environment;
	}

}
