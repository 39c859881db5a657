package dev.gatehouse.cli.partner;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code partner suspend} and {@code partner resume}: of the registry alone, so that they
 * work while Keycloak is away, and count for tokens that are out already.
 */
@Command(description = "Makes a partner ${COMMAND-NAME}: in force within two seconds, also for tokens it holds.")
final class StatusCommand implements Callable<Integer> {

	private final Surroundings surroundings;

	private final String status;

	@Parameters(paramLabel = "CLIENT", description = "a partner, such as acme-treasury")
	private String client = "";

	@Mixin
	private Target target = new Target();

	StatusCommand(Surroundings surroundings, String status) {
		this.surroundings = surroundings;
		this.status = status;
	}

	@Override
	public Integer call() throws InterruptedException {
		NewPartner.requireClient(this.client);
		try (RegistryFile file = this.target.lock(this.surroundings)) {
			Registry registry = file.read();
			if (registry.get(this.client).status().equals(this.status)) {
				this.surroundings.terminal().line(this.client + " is " + this.status + " already.");
				return 0;
			}
			try (Replacement replacement = file.prepare(new RegistryEdit(registry).status(this.client, this.status))) {
				file.write(replacement);
			}
		}
		this.surroundings.terminal().line(this.client + " is " + this.status + " within two seconds.");
		return 0;
	}

}
