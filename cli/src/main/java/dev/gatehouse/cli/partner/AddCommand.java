package dev.gatehouse.cli.partner;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

import dev.gatehouse.cli.terminal.Complaint;
import dev.gatehouse.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code partner add}: the only time that the secret is shown. */
@Command(name = "add", description = "Makes a partner's client and its entry in the registry, both or neither.")
final class AddCommand implements Callable<Integer> {

	private final Surroundings surroundings;

	@Parameters(paramLabel = "CLIENT", description = "its client id, such as acme-billing")
	private String client = "";

	@Option(names = "--name", required = true, paramLabel = "NAME", description = "its name, for people")
	private String name = "";

	@Option(names = "--scopes", required = true, split = "[, ]+", paramLabel = "SCOPE",
			description = "its ceiling, divided by commas")
	private List<String> scopes = List.of();

	@Option(names = "--plan", required = true, paramLabel = "PLAN", description = "one of the registry's plans")
	private String plan = "";

	@Option(names = "--networks", split = "[, ]+", paramLabel = "NETWORK",
			description = "where it may come from, divided by commas, such as 10.0.0.0/8; none: from anywhere")
	private List<String> networks = List.of();

	@Option(names = "--binding", paramLabel = "BINDING", description = "none (the default), mtls or dpop")
	private String binding = Binding.NONE.toString();

	@Option(names = "--contact", paramLabel = "TEXT", description = "whom to ask, such as api@acme.example")
	private String contact = "";

	@Mixin
	private Target target = new Target();

	@Mixin
	private Gate gate = new Gate();

	AddCommand(Surroundings surroundings) {
		this.surroundings = surroundings;
	}

	@Override
	public Integer call() throws InterruptedException {
		NewPartner partner = new NewPartner(this.client, this.name, this.plan, this.scopes, this.networks,
				binding(this.binding), this.contact);
		Handover handover = handover(partner);
		try (RegistryFile file = this.target.lock(this.surroundings);
				AdminApi api = this.target.api(this.surroundings)) {
			String secret = new Admission(file, new Clients(api), Target.audience(this.surroundings)).admit(partner,
					this.surroundings.clock().instant());
			print(handover, secret);
		}
		return 0;
	}

	/** Before anything is made, as an address may be wrong. */
	private Handover handover(NewPartner partner) {
		return new Handover(this.target.realm(this.surroundings), Target.audience(this.surroundings),
				this.gate.address(this.surroundings), partner.client(), partner.scopes(), partner.binding().toString(),
				Sample.path(this.surroundings.layout().contracts(), partner.scopes()));
	}

	private void print(Handover handover, String secret) {
		Terminal terminal = this.surroundings.terminal();
		terminal.line(handover.client() + " is a partner now, and may come in within two seconds. Its secret, which is "
				+ "not shown again:");
		terminal.line("");
		terminal.line("client secret    " + secret);
		terminal.line("");
		terminal.line("Send it the secret by a way of its own, and this:");
		terminal.line("");
		handover.print(terminal);
	}

	private static Binding binding(String text) {
		return Arrays.stream(Binding.values())
			.filter((binding) -> binding.toString().equals(text))
			.findFirst()
			.orElseThrow(() -> new Complaint("'" + text + "' is no binding: none, mtls and dpop are."));
	}

}
