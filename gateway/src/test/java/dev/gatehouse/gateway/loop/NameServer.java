package dev.gatehouse.gateway.loop;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers that every name is that of 127.0.0.1 (RFC 1035, section 4). */
final class NameServer implements AutoCloseable {

	private static final int HEADER = 12;

	/**
	 * A pointer to the question's name, type A, class IN, 60 s, four bytes of address.
	 */
	private static final byte[] RECORD = { (byte) 0xc0, HEADER, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 1 };

	private final DatagramSocket socket;

	private final ExecutorService worker = Executors.newVirtualThreadPerTaskExecutor();

	NameServer() throws IOException {
		this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
		this.worker.execute(this::answer);
	}

	InetSocketAddress address() {
		return (InetSocketAddress) this.socket.getLocalSocketAddress();
	}

	private void answer() {
		byte[] bytes = new byte[512];
		DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
		try {
			while (true) {
				packet.setLength(bytes.length);
				this.socket.receive(packet);
				byte[] answer = answer(bytes);
				this.socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
			}
		}
		catch (IOException ex) {
			// Closed.
		}
	}

	private static byte[] answer(byte[] query) {
		int name = HEADER;
		while (query[name] != 0) {
			name += 1 + query[name];
		}
		int type = query[name + 2];
		int records = (type == 1) ? 1 : 0;
		ByteArrayOutputStream answer = new ByteArrayOutputStream();
		answer.write(query, 0, 2);
		answer.writeBytes(new byte[] { (byte) 0x84, 0, 0, 1, 0, (byte) records, 0, 0, 0, 0 });
		answer.write(query, HEADER, name + 5 - HEADER);
		answer.write(RECORD, 0, records * RECORD.length);
		return answer.toByteArray();
	}

	@Override
	public void close() {
		this.socket.close();
		this.worker.close();
	}

}
