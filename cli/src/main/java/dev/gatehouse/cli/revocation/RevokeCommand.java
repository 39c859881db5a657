package dev.gatehouse.cli.revocation;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

import dev.gatehouse.cli.bank.Layout;
import dev.gatehouse.cli.terminal.Complaint;
import dev.gatehouse.cli.terminal.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code revoke CLIENT}, {@code revoke --token-id JTI}, {@code revoke --key KID}: refuses
 * tokens before they expire. A client that is called like a subcommand goes behind
 * {@code --}.
 */
@Command(name = "revoke", description = "Refuses tokens before they expire, on every node.",
		synopsisSubcommandLabel = "[COMMAND]")
public final class RevokeCommand implements Callable<Integer> {

	private final Surroundings surroundings;

	@Spec
	private @Nullable CommandSpec spec;

	@ArgGroup(exclusive = true, multiplicity = "0..1")
	private @Nullable Named named;

	@Option(names = "--issued-before", paramLabel = "TIME",
			description = "of a client: tokens from before this time, such as 2026-11-21T18:30:00Z (default: now; the "
					+ "client's next token is good a second later)")
	private @Nullable String issuedBefore;

	@Mixin
	private Management management = new Management();

	private RevokeCommand(Surroundings surroundings) {
		this.surroundings = surroundings;
	}

	/** The command with those of its own. */
	public static CommandLine with(Layout layout, Map<String, String> environment, Terminal terminal) {
		Surroundings surroundings = new Surroundings(layout, environment, terminal);
		return new CommandLine(new RevokeCommand(surroundings)).addSubcommand(new ListCommand(surroundings))
			.addSubcommand(new UndoCommand(surroundings));
	}

	@Override
	public Integer call() throws InterruptedException {
		if (this.named == null) {
			throw new ParameterException(Objects.requireNonNull(this.spec).commandLine(),
					"Missing what to revoke: CLIENT, --token-id or --key");
		}
		ObjectNode wish = JsonMapper.shared().createObjectNode();
		wish.put(this.named.member(), this.named.id()).put("by", Operator.name());
		if (this.issuedBefore != null) {
			wish.put("issuedBefore", this.issuedBefore);
		}
		JsonNode answer = this.management.api(this.surroundings).revoke(wish);
		new Reach(answer).tell(this.surroundings.terminal(), sentence(answer.path("revocation"), this.named));
		if (!answer.path("registered").asBoolean(true)) {
			throw new Complaint("But " + this.named.id() + " is no partner in that gateway's registry: is it the right "
					+ "name? (./gatehouse revoke undo takes it back.)");
		}
		return 0;
	}

	private static String sentence(JsonNode revocation, Named named) {
		String before = revocation.path("issuedBefore").asString("");
		String until = revocation.path("until").asString("");
		return "Refused: " + named.words() + (before.isEmpty() ? "" : " that were issued before " + before)
				+ (until.isEmpty() ? ", until that is undone" : ", until " + until + " when the last has expired");
	}

}
