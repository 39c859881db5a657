package dev.gatehouse.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * A port for a server that cannot choose one itself, or comes back where it was. It lies
 * below those that systems give to clients: one of these may be given to a client while
 * the server is away, and to the very client that looks for it, which then is connected
 * to itself.
 */
public final class FreePort {

	private FreePort() {
	}

	/** Returns one that nobody listens on. */
	public static int find() {
		return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(10_000, 30_000))
			.filter(FreePort::isFree)
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
