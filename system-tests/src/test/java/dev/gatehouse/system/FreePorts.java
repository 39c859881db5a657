package dev.gatehouse.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Ports of the loopback interface that nobody listens on. They lie below those that
 * systems give to clients: one of these would be given away before its server is up, also
 * to whoever asks whether the server is up, and that connects to itself.
 */
public final class FreePorts {

	private static final int FIRST = 10_000;

	/** From here on {@code ./gatehouse} takes its own. */
	private static final int AFTER = 20_000;

	private FreePorts() {
	}

	/** Returns as many different ports. */
	public static int[] take(int count) {
		return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(FIRST, AFTER))
			.filter(FreePorts::isFree)
			.distinct()
			.limit(count)
			.toArray();
	}

	private static boolean isFree(int port) {
		try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
			return socket.isBound();
		}
		catch (IOException ex) {
			return false;
		}
	}

}
