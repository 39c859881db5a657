package dev.gatehouse.cli.partner;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.gatehouse.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** {@code partner list}: registry and Keycloak side by side, and what is wrong. */
@Command(name = "list", description = "Shows all partners, how old their secrets are, and what is wrong.")
final class ListCommand implements Callable<Integer> {

	private final Surroundings surroundings;

	@Option(names = "--json", description = "as JSON instead of a table")
	private boolean json;

	@Mixin
	private Target target = new Target();

	@Mixin
	private Observers observers = new Observers();

	ListCommand(Surroundings surroundings) {
		this.surroundings = surroundings;
	}

	@Override
	public Integer call() throws InterruptedException {
		Instant now = this.surroundings.clock().instant();
		Registry registry = RegistryFile.read(this.target.partners(this.surroundings));
		Sightings seen = this.observers.ask(this.target, this.surroundings);
		try (AdminApi api = this.target.api(this.surroundings)) {
			List<Row> rows = new Survey(registry, new Clients(api), Target.audience(this.surroundings), seen, now)
				.all();
			if (this.json) {
				printJson(rows, now);
			}
			else {
				printTable(rows, now, seen);
			}
		}
		return 0;
	}

	private void printJson(List<Row> rows, Instant now) {
		ArrayNode all = JsonMapper.shared().createArrayNode();
		rows.forEach((row) -> all.add(row.json(now)));
		this.surroundings.terminal().line(Row.text(all));
	}

	private void printTable(List<Row> rows, Instant now, Sightings seen) {
		Terminal terminal = this.surroundings.terminal();
		Table.lines(Row.TITLES, rows.stream().map((row) -> row.cells(now)).toList()).forEach(terminal::line);
		List<String> notes = new ArrayList<>();
		rows.forEach((row) -> row.hint().ifPresent(notes::add));
		if (seen.lastSeen().isEmpty()) {
			notes.add("When they were last seen is in the gateway's audit record, which is not at hand: --audit.");
		}
		if (seen.freshTokens().isEmpty()) {
			notes.add("Who fetches too many tokens is known at the gateway's management port, which does not answer or "
					+ "is not named: --management.");
		}
		if (!notes.isEmpty()) {
			terminal.line("");
			notes.forEach(terminal::line);
		}
	}

}
