package dev.gatehouse.cli.partner;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import dev.gatehouse.cli.terminal.Complaint;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the gateway's audit record is, for when a partner was last seen. */
final class AuditOption {

	@Option(names = "--audit", paramLabel = "FOLDER",
			description = "the gateway's audit record, for when a partner was last seen (default: that of the bank of "
					+ "this machine, in .gatehouse/audit)")
	private @Nullable Path audit;

	/** Client to time; empty: no record is at hand. */
	Optional<Map<String, String>> lastSeen(Target target, Surroundings surroundings) {
		if (this.audit == null) {
			return target.isLocal(surroundings) ? LastSeen.in(surroundings.layout().audit()) : Optional.empty();
		}
		Optional<Map<String, String>> seen = LastSeen.in(this.audit);
		if (seen.isEmpty()) {
			throw new Complaint("There is no folder " + this.audit + ".");
		}
		return seen;
	}

}
