package dev.gatehouse.cli.revocation;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** {@code revoke undo}: what was revoked is good again, as far as it is otherwise. */
@Command(name = "undo", description = "Takes a revocation back, on every node.")
final class UndoCommand implements Callable<Integer> {

	private final Surroundings surroundings;

	@ArgGroup(exclusive = true, multiplicity = "1")
	private @Nullable Named named;

	@Mixin
	private Management management = new Management();

	UndoCommand(Surroundings surroundings) {
		this.surroundings = surroundings;
	}

	@Override
	public Integer call() throws InterruptedException {
		Named named = (this.named != null) ? this.named : new Named();
		JsonNode answer = this.management.api(this.surroundings)
			.undo(named.query() + "&by=" + URLEncoder.encode(Operator.name(), StandardCharsets.UTF_8));
		new Reach(answer).tell(this.surroundings.terminal(), "No longer refused: " + named.words());
		return 0;
	}

}
