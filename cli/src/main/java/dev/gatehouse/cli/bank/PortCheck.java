package dev.gatehouse.cli.bank;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

import dev.gatehouse.cli.terminal.Complaint;

/** Whether ports can be listened on. */
public final class PortCheck {

	private PortCheck() {
	}

	/**
	 * Whether nobody listens on that port of any of the loopback addresses: a client that
	 * asks for {@code localhost} may try each of them.
	 */
	public static boolean isFree(int port) {
		return loopbacks().stream().allMatch((address) -> canListen(address, port));
	}

	/**
	 * Fails before anything starts.
	 * @throws Complaint that names every port that is taken
	 */
	public static void require(List<PortUse> uses) {
		List<PortUse> taken = uses.stream().filter((use) -> !isFree(use.port())).toList();
		if (!taken.isEmpty()) {
			StringBuilder sentence = new StringBuilder();
			for (PortUse use : taken) {
				sentence.append("Port ").append(use.port()).append(", for ").append(use.purpose()).append(", is taken");
				sentence.append(
						use.option().isEmpty() ? ".\n" : ": free it, or choose another with " + use.option() + ".\n");
			}
			throw new Complaint(sentence.toString().stripTrailing());
		}
	}

	private static List<InetAddress> loopbacks() {
		List<InetAddress> addresses = new ArrayList<>();
		try {
			NetworkInterface.networkInterfaces()
				.flatMap(NetworkInterface::inetAddresses)
				.filter(InetAddress::isLoopbackAddress)
				.forEach(addresses::add);
		}
		catch (SocketException ex) {
			addresses.clear();
		}
		return addresses.isEmpty() ? List.of(InetAddress.getLoopbackAddress()) : addresses;
	}

	private static boolean canListen(InetAddress address, int port) {
		try (ServerSocket socket = new ServerSocket()) {
			// Connections that are only waiting for their end do not count.
			socket.setReuseAddress(true);
			socket.bind(new InetSocketAddress(address, port));
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * A port that is about to be listened on.
	 *
	 * @param port the port
	 * @param purpose what for, as one would say it
	 * @param option how the user moves it; empty if it cannot be moved
	 */
	public record PortUse(int port, String purpose, String option) {
	}

}
