package dev.gatehouse.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of the loopback interface that nobody listens on. */
public final class FreePorts {

	private FreePorts() {
	}

	/** Returns as many different ports. */
	public static int[] take(int count) {
		int[] ports = new int[count];
		ServerSocket[] held = new ServerSocket[count];
		try {
			for (int i = 0; i < count; i++) {
				held[i] = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				ports[i] = held[i].getLocalPort();
			}
			for (ServerSocket socket : held) {
				socket.close();
			}
			return ports;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
