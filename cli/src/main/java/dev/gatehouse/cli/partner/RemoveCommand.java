package dev.gatehouse.cli.partner;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code partner remove}: also of what an add has left that was interrupted. */
@Command(name = "remove", description = "Removes a partner's client and its entry in the registry.")
final class RemoveCommand implements Callable<Integer> {

	private final Surroundings surroundings;

	@Parameters(paramLabel = "CLIENT", description = "a partner, such as acme-treasury")
	private String client = "";

	@Mixin
	private Target target = new Target();

	RemoveCommand(Surroundings surroundings) {
		this.surroundings = surroundings;
	}

	@Override
	public Integer call() throws InterruptedException {
		NewPartner.requireClient(this.client);
		try (RegistryFile file = this.target.lock(this.surroundings);
				AdminApi api = this.target.api(this.surroundings)) {
			String removed = new Departure(file, new Clients(api)).remove(this.client);
			this.surroundings.terminal()
				.line(this.client + " is no partner any more. " + removed
						+ " removed; tokens it holds are refused within two seconds.");
		}
		return 0;
	}

}
