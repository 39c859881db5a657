package dev.gatehouse.system.compose;

import java.util.List;

/** A container that stands somewhere and tries to open connections. */
public final class Probe {

	/** Tries all at once; what drops packets costs two seconds, not two each. */
	private static final String SCRIPT = """
			for target in "$@"; do
				(timeout 2 bash -c "exec 3<>/dev/tcp/${target/://}" 2>/dev/null && echo "$target") &
			done
			wait
			""";

	private Probe() {
	}

	/**
	 * Which of the targets (host:port) accept a connection from a container on this
	 * network.
	 */
	public static List<String> reachesFrom(String network, List<String> targets) {
		return Engine
			.docker("run", "--rm", "--network", network, "--entrypoint", "bash", "eclipse-temurin:25-jre", "-c", SCRIPT,
					"probe")
			.with(targets.toArray(String[]::new))
			.run()
			.lines()
			.toList();
	}

}
