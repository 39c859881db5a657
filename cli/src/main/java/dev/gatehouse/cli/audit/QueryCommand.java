package dev.gatehouse.cli.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import dev.gatehouse.cli.terminal.Complaint;
import dev.gatehouse.cli.terminal.Printable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/**
 * {@code audit query}: the records that match, the oldest first, straight from the files.
 */
@Command(name = "query", description = "Shows the records that match, the oldest first.")
final class QueryCommand implements Callable<Integer> {

	private final Surroundings surroundings;

	@Parameters(arity = "0..1", paramLabel = "FOLDER",
			description = "where the files are (default: the record of the bank of this machine, in .gatehouse/audit)")
	private @Nullable Path folder;

	@Option(names = "--client", paramLabel = "CLIENT", description = "whose requests")
	private @Nullable String client;

	@Option(names = "--decision", paramLabel = "NAME",
			description = "allowed, or the problem's name, such as insufficient-scope; gap: where records are missing")
	private @Nullable String decision;

	@Option(names = "--reason", paramLabel = "REASON", description = "such as expired or revoked")
	private @Nullable String reason;

	@Option(names = "--operation", paramLabel = "ID", description = "such as listAccounts")
	private @Nullable String operation;

	@Option(names = "--request-id", paramLabel = "ID", description = "the request that had this X-Request-Id")
	private @Nullable String requestId;

	@Option(names = "--since", paramLabel = "TIME",
			description = "not before this: 2026-11-21T18:30:00Z, 2026-11-21, or 90m, 2h, 7d ago")
	private @Nullable String since;

	@Option(names = "--until", paramLabel = "TIME", description = "only before this")
	private @Nullable String until;

	@Option(names = "--limit", paramLabel = "COUNT", description = "no more than these")
	private long limit = Long.MAX_VALUE;

	@Option(names = "--json", description = "as they stand in the files, one JSON object a line")
	private boolean json;

	private long shown;

	QueryCommand(Surroundings surroundings) {
		this.surroundings = surroundings;
	}

	@Override
	public Integer call() {
		Path place = this.surroundings.folder(this.folder);
		Filter filter = new Filter(members(), moment(this.since), moment(this.until));
		try {
			for (RecordFile file : RecordFile.in(place)) {
				if (filter.mayBeIn(file) && this.shown < this.limit) {
					search(file, filter);
				}
			}
			return 0;
		}
		catch (IOException ex) {
			throw new Complaint("The audit record in " + place + " cannot be read: " + ex.getMessage(), ex);
		}
	}

	private Map<String, String> members() {
		Map<String, String> members = new LinkedHashMap<>();
		put(members, "requestId", this.requestId);
		put(members, "client", this.client);
		put(members, "decision", this.decision);
		put(members, "reason", this.reason);
		put(members, "operation", this.operation);
		return members;
	}

	private static void put(Map<String, String> members, String name, @Nullable String value) {
		if (value != null) {
			members.put(name, value);
		}
	}

	private @Nullable Instant moment(@Nullable String text) {
		return (text != null) ? Moment.of(text, this.surroundings.clock()) : null;
	}

	private void search(RecordFile file, Filter filter) throws IOException {
		List<byte[]> needles = filter.needles();
		try (LineReader lines = new LineReader(file.open())) {
			while (this.shown < this.limit && lines.next()) {
				if (lines.isWhole() && needles.stream().allMatch((needle) -> contains(lines, needle))) {
					show(new String(lines.bytes(), lines.from(), lines.end() - lines.from(), StandardCharsets.UTF_8),
							filter);
				}
			}
		}
	}

	private static boolean contains(LineReader lines, byte[] needle) {
		return RecordLine.find(lines.bytes(), lines.from(), lines.end(), needle) >= 0;
	}

	private void show(String line, Filter filter) {
		JsonNode record = filter.read(line);
		if (record != null) {
			this.shown++;
			this.surroundings.terminal().line(this.json ? line : Printable.text(RecordText.of(record)));
		}
	}

}
