package dev.gatehouse.cli.partner;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import dev.gatehouse.cli.credentials.Credentials;
import dev.gatehouse.cli.credentials.CredentialsFile;
import dev.gatehouse.cli.terminal.Complaint;
import dev.gatehouse.cli.token.Issuer;
import dev.gatehouse.cli.token.SafeAddress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who knows what partners do: the gateway's audit record and its management port. */
final class Observers {

	@Option(names = "--audit", paramLabel = "FOLDER",
			description = "the gateway's audit record, for when a partner was last seen (default: that of the bank of "
					+ "this machine, in .gatehouse/audit)")
	private @Nullable Path audit;

	@Option(names = "--management", paramLabel = "URL",
			description = "the gateway's management port, for who fetches too many tokens (or "
					+ "GATEHOUSE_MANAGEMENT_URL; default: that of the bank of this machine)")
	private @Nullable String management;

	Sightings ask(Target target, Surroundings surroundings) throws InterruptedException {
		return new Sightings(lastSeen(target, surroundings), freshTokens(target, surroundings));
	}

	private Optional<Map<String, String>> lastSeen(Target target, Surroundings surroundings) {
		if (this.audit == null) {
			return target.isLocal(surroundings) ? LastSeen.in(surroundings.layout().audit()) : Optional.empty();
		}
		Optional<Map<String, String>> seen = LastSeen.in(this.audit);
		if (seen.isEmpty()) {
			throw new Complaint("There is no folder " + this.audit + ".");
		}
		return seen;
	}

	private Optional<Map<String, Long>> freshTokens(Target target, Surroundings surroundings)
			throws InterruptedException {
		if (this.management == null && !target.isLocal(surroundings)
				&& surroundings.choose("", "GATEHOUSE_MANAGEMENT_URL", "").isEmpty()) {
			return Optional.empty();
		}
		String address = Issuer.management(this.management, surroundings.layout(), surroundings.environment());
		return FreshTokens.at(SafeAddress.of("gateway's management port", address), secret(surroundings));
	}

	/** Of the environment; that of the bank of this machine goes to no other gateway. */
	private String secret(Surroundings surroundings) {
		String given = surroundings.environment().getOrDefault(Credentials.MANAGEMENT_SECRET, "").strip();
		CredentialsFile file = surroundings.layout().credentials();
		boolean elsewhere = this.management != null
				|| !surroundings.choose("", "GATEHOUSE_MANAGEMENT_URL", "").isEmpty();
		if (!given.isEmpty() || elsewhere || !Files.exists(file.path())) {
			return given;
		}
		return file.read().values().getOrDefault(Credentials.MANAGEMENT_SECRET, "");
	}

}
