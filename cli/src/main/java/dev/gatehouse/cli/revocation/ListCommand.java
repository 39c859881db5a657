package dev.gatehouse.cli.revocation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import dev.gatehouse.cli.terminal.Complaint;
import dev.gatehouse.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/**
 * {@code revoke list}: what is in force at a gateway. Ends with 1 if the gateway has no
 * touch with its store: others may know more.
 */
@Command(name = "list", description = "Shows what is revoked, the latest first.")
final class ListCommand implements Callable<Integer> {

	private static final List<String> COLUMNS = List.of("kind", "id", "issuedBefore", "until", "since", "by");

	private static final List<String> TITLES = List.of("KIND", "ID", "ISSUED BEFORE", "UNTIL", "SINCE", "BY");

	private final Surroundings surroundings;

	@Option(names = "--json", description = "as JSON instead of a table")
	private boolean json;

	@Mixin
	private Management management = new Management();

	ListCommand(Surroundings surroundings) {
		this.surroundings = surroundings;
	}

	@Override
	public Integer call() throws InterruptedException {
		JsonNode answer = this.management.api(this.surroundings).list();
		Terminal terminal = this.surroundings.terminal();
		if (this.json) {
			terminal.line(answer.toPrettyString());
		}
		else {
			table(answer.path("revocations")).forEach(terminal::line);
		}
		if (!answer.path("known").asBoolean(false)) {
			throw new Complaint("That gateway has not learned yet what is revoked, and decides no token.");
		}
		if (answer.path("store").asString("").equals("away")) {
			throw new Complaint(
					"The store is away: this is what that gateway knew %.0f seconds ago, and what it was told "
						.formatted(answer.path("ageSeconds").asDouble(0)) + "since.");
		}
		return 0;
	}

	private static List<String> table(JsonNode revocations) {
		List<List<String>> rows = new ArrayList<>();
		rows.add(TITLES);
		// What comes from elsewhere cannot steer the terminal.
		revocations.forEach((one) -> rows.add(COLUMNS.stream()
			.map((column) -> one.path(column).asString("-").replaceAll("\\p{Cntrl}", "?"))
			.toList()));
		List<Integer> widths = IntStream.range(0, COLUMNS.size())
			.mapToObj((i) -> rows.stream().mapToInt((row) -> row.get(i).length()).max().orElse(0))
			.toList();
		return rows.stream().map((row) -> line(row, widths)).toList();
	}

	private static String line(List<String> row, List<Integer> widths) {
		StringBuilder line = new StringBuilder();
		for (int i = 0; i < row.size(); i++) {
			line.append(row.get(i)).append(" ".repeat(widths.get(i) - row.get(i).length() + 2));
		}
		return line.toString().stripTrailing();
	}

}
