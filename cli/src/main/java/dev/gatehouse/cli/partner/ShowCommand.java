package dev.gatehouse.cli.partner;

import java.time.Instant;
import java.util.concurrent.Callable;

import dev.gatehouse.cli.terminal.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code partner show}: one partner, and what it has to be told. Never its secret. */
@Command(name = "show", description = "Shows a partner, what is wrong, and what to send to it.")
final class ShowCommand implements Callable<Integer> {

	private final Surroundings surroundings;

	@Parameters(paramLabel = "CLIENT", description = "a partner, such as acme-treasury")
	private String client = "";

	@Option(names = "--json", description = "as JSON, as in the list")
	private boolean json;

	@Mixin
	private Target target = new Target();

	@Mixin
	private Gate gate = new Gate();

	@Mixin
	private Observers observers = new Observers();

	ShowCommand(Surroundings surroundings) {
		this.surroundings = surroundings;
	}

	@Override
	public Integer call() throws InterruptedException {
		NewPartner.requireClient(this.client);
		Instant now = this.surroundings.clock().instant();
		Registry registry = RegistryFile.read(this.target.partners(this.surroundings));
		Sightings seen = this.observers.ask(this.target, this.surroundings);
		try (AdminApi api = this.target.api(this.surroundings)) {
			Row row = new Survey(registry, new Clients(api), Target.audience(this.surroundings), seen, now)
				.one(this.client);
			if (this.json) {
				this.surroundings.terminal().line(Row.text(row.json(now)));
			}
			else {
				print(registry.get(this.client), row, now);
			}
		}
		return 0;
	}

	private void print(RegisteredPartner partner, Row row, Instant now) {
		line("name             " + partner.name());
		line("status           " + partner.status());
		line("plan             " + partner.plan());
		line("networks         " + orNone(String.join(" ", partner.networks())));
		line("binding          " + partner.binding());
		line("contact          " + orNone(partner.contact()));
		line("secret           " + row.secret(now));
		line("last seen        " + row.lastSeen().orElse("-"));
		line("wrong            " + orNone(String.join("; ", row.wrong())));
		row.hint().ifPresent((hint) -> line("hint             " + hint));
		line("");
		new Handover(this.target.realm(this.surroundings), Target.audience(this.surroundings),
				this.gate.address(this.surroundings), partner.client(), partner.scopes(), partner.binding(),
				Sample.path(this.surroundings.layout().contracts(), partner.scopes()))
			.print(this.surroundings.terminal());
	}

	/** The registry is written by others too. */
	private void line(String line) {
		this.surroundings.terminal().line(Printable.text(line));
	}

	private static String orNone(String text) {
		return text.isEmpty() ? "-" : text;
	}

}
