package dev.gatehouse.system.compose;

import java.util.Optional;
import java.util.stream.Stream;

/** The Docker Engine of this machine, if one answers, and the Compose that drives it. */
public final class Engine {

	private static final Optional<Command> COMPOSE = Stream
		.of(Command.of("docker", "compose"), Command.of("docker-compose"))
		.filter((compose) -> compose.with("version").succeeds())
		.findFirst();

	private static final boolean ANSWERS = COMPOSE.isPresent() && Command.of("docker", "info").succeeds();

	private Engine() {
	}

	/** Asked by JUnit. */
	public static boolean answers() {
		return ANSWERS;
	}

	static Command compose() {
		return COMPOSE.orElseThrow();
	}

	/** A docker command. */
	public static Command docker(String... words) {
		return Command.of("docker").with(words);
	}

}
