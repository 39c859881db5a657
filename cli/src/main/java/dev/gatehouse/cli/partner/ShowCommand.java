package dev.gatehouse.cli.partner;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.gatehouse.cli.terminal.Terminal;
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
	private AuditOption audit = new AuditOption();

	ShowCommand(Surroundings surroundings) {
		this.surroundings = surroundings;
	}

	@Override
	public Integer call() throws InterruptedException {
		NewPartner.requireClient(this.client);
		Instant now = this.surroundings.clock().instant();
		Registry registry = RegistryFile.read(this.target.partners(this.surroundings));
		Optional<Map<String, String>> seen = this.audit.lastSeen(this.target, this.surroundings);
		try (AdminApi api = this.target.api(this.surroundings)) {
			Row row = new Survey(registry, new Clients(api), Target.audience(this.surroundings), seen.orElse(Map.of()),
					now)
				.one(this.client);
			if (this.json) {
				this.surroundings.terminal().line(row.json(now).toPrettyString());
			}
			else {
				print(registry.get(this.client), row, now);
			}
		}
		return 0;
	}

	private void print(RegisteredPartner partner, Row row, Instant now) {
		Terminal terminal = this.surroundings.terminal();
		terminal.line("name             " + partner.name());
		terminal.line("status           " + partner.status());
		terminal.line("plan             " + partner.plan());
		terminal.line("networks         " + orAll(partner.networks()));
		terminal.line("binding          " + partner.binding());
		terminal.line("contact          " + (partner.contact().isEmpty() ? "-" : partner.contact()));
		terminal.line("secret           " + row.secret(now));
		terminal.line("last seen        " + row.lastSeen().orElse("-"));
		terminal.line("wrong            " + (row.wrong().isEmpty() ? "-" : String.join("; ", row.wrong())));
		terminal.line("");
		new Handover(this.target.realm(this.surroundings), Target.audience(this.surroundings),
				this.gate.address(this.surroundings), partner.client(), partner.scopes(), partner.binding(),
				Sample.path(this.surroundings.layout().contracts(), partner.scopes()))
			.print(terminal);
	}

	private static String orAll(List<String> networks) {
		return networks.isEmpty() ? "-" : String.join(" ", networks);
	}

}
