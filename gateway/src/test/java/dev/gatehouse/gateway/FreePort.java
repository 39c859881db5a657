package dev.gatehouse.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * A port for a server that cannot choose one itself, or comes back where it was. It lies
 * below those that systems give to clients: one of these may be given to a client while
 * the server is away, and to the very client that looks for it, which then is connected
 * to itself.
 */
public final class FreePort {

	/**
	 * Tests run at the same time, and a server needs a moment until it listens: with one
	 * port for two of them, one ends and both tests use the other.
	 */
	private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

	private FreePort() {
	}

	/** Returns one that nobody listens on, and that was given to nobody before. */
	public static int find() {
		return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(10_000, 30_000))
			.filter((port) -> isFree(port) && GIVEN.add(port))
			.findFirst()
			.orElseThrow();
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
