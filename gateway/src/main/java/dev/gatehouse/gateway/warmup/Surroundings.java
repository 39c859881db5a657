package dev.gatehouse.gateway.warmup;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * The issuer and the service of a gateway that is warmed up: a server of this machine's
 * own, which has the issuer's keys at one path and a thing at all others.
 */
final class Surroundings implements AutoCloseable {

	static final String THING = "{\"name\":\"a thing\",\"count\":1}";

	private static final String KEYS = "/keys";

	private static final String FIELDS = "Content-Type: application/json\r\n";

	private final byte[] thing = Message.bytes("HTTP/1.1 200 OK", FIELDS, THING);

	private final ServerSocket server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));

	private final Queue<Socket> connections = new ConcurrentLinkedQueue<>();

	private final Supplier<String> keys;

	Surroundings(Supplier<String> keys) throws IOException {
		this.keys = keys;
		start(this::accept);
	}

	/** A thread for each connection: there are as many as calls at once. */
	private static void start(Runnable work) {
		Thread.ofPlatform().daemon().name("warm-up").start(work);
	}

	private void accept() {
		try {
			while (!this.server.isClosed()) {
				Socket connection = this.server.accept();
				this.connections.add(connection);
				start(() -> serve(connection));
			}
		}
		catch (IOException ex) {
			// It was closed, which is how this ends.
		}
	}

	private void serve(Socket connection) {
		try (connection) {
			connection.setTcpNoDelay(true);
			InputStream in = new BufferedInputStream(connection.getInputStream());
			OutputStream out = connection.getOutputStream();
			for (Message request = Message.read(in); request != null; request = Message.read(in)) {
				out.write(answer(request));
			}
		}
		catch (IOException ex) {
			// The gateway went away, or finds out by itself what it was not told.
		}
	}

	private byte[] answer(Message request) {
		return request.start().contains(KEYS) ? Message.bytes("HTTP/1.1 200 OK", FIELDS, this.keys.get()) : this.thing;
	}

	String uri() {
		return "http://127.0.0.1:" + this.server.getLocalPort();
	}

	String keysUri() {
		return uri() + KEYS;
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		for (Socket connection : this.connections) {
			connection.close();
		}
	}

}
