package dev.gatehouse.gateway.warmup;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;

/**
 * Calls the gateway through one connection, one call after the other: most read
 * something, of eight one sends something and one is refused. Returns how many calls
 * there were.
 */
record Caller(int port, List<String> tokens, long end) implements Callable<Integer> {

	private static final int READ_TIMEOUT = 10_000;

	private static final String HOST = "Host: gateway\r\nAccept: application/json\r\n";

	private static final String GET = "GET /v1/things/" + UUID.randomUUID() + " HTTP/1.1";

	private static final byte[] STRANGER = Message.bytes(GET, HOST, "");

	@Override
	public Integer call() throws IOException {
		try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), this.port)) {
			socket.setTcpNoDelay(true);
			socket.setSoTimeout(READ_TIMEOUT);
			InputStream in = new BufferedInputStream(socket.getInputStream());
			int calls = 0;
			for (; System.nanoTime() - this.end < 0 && !Thread.currentThread().isInterrupted(); calls++) {
				call(calls, in, socket.getOutputStream());
			}
			return calls;
		}
	}

	private void call(int number, InputStream in, OutputStream out) throws IOException {
		String fields = HOST + "Authorization: Bearer " + this.tokens.get(number % this.tokens.size()) + "\r\n";
		switch (number % 8) {
			case 3 -> ask(STRANGER, 401, in, out);
			case 7 -> ask(Message.bytes("POST /v1/things HTTP/1.1", fields + "Content-Type: application/json\r\n",
					Surroundings.THING), 200, in, out);
			default -> ask(Message.bytes(GET, fields, ""), 200, in, out);
		}
	}

	private static void ask(byte[] request, int expected, InputStream in, OutputStream out) throws IOException {
		out.write(request);
		Message answer = Message.read(in);
		if (answer == null || !answer.start().startsWith("HTTP/1.1 " + expected + " ")) {
			throw new IOException("a call that should be answered with " + expected + " was with " + answer);
		}
	}

}
