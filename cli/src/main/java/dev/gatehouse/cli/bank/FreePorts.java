package dev.gatehouse.cli.bank;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports below the range from which systems take the ports of outgoing connections,
 * so that a port stays free between its choice and its use.
 */
final class FreePorts {

	private static final int FIRST = 20_000;

	private static final int AFTER = 30_000;

	private final Set<Integer> given = new HashSet<>();

	/** One that is free and was not given before. */
	int next() {
		while (true) {
			int port = ThreadLocalRandom.current().nextInt(FIRST, AFTER);
			if (PortCheck.isFree(port) && this.given.add(port)) {
				return port;
			}
		}
	}

}
