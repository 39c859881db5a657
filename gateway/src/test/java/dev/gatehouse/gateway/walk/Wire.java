package dev.gatehouse.gateway.walk;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One connection as bytes: a character is a byte (latin-1). Reads HTTP/1.1 messages by
 * their framing and says when one ends too early.
 */
final class Wire implements AutoCloseable {

	private static final int PATIENCE_MILLIS = 15_000;

	private final Socket socket;

	private final InputStream in;

	Wire(Socket socket) {
		this.socket = socket;
		try {
			socket.setSoTimeout(PATIENCE_MILLIS);
			socket.setTcpNoDelay(true);
			this.in = new BufferedInputStream(socket.getInputStream());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static Wire to(int port) {
		return from("127.0.0.1", port);
	}

	/** Connects from one of the loopback addresses. */
	static Wire from(String address, int port) {
		try {
			Socket socket = new Socket();
			socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
			socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
			return new Wire(socket);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Wire send(String bytes) throws IOException {
		this.socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
		this.socket.getOutputStream().flush();
		return this;
	}

	/** Sends as much as the other side takes: it may answer and close before the end. */
	Wire sendAsFarAsTaken(String bytes) {
		try {
			return send(bytes);
		}
		catch (IOException ex) {
			return this;
		}
	}

	/**
	 * Returns all that comes until the other side closes.
	 * @throws IOException if nothing comes and it does not close
	 */
	String readToEnd() throws IOException {
		StringBuilder text = new StringBuilder();
		for (int next = read(); next >= 0; next = read()) {
			text.append((char) next);
		}
		return text.toString();
	}

	/** Returns the lines of the next head, or null if the connection ends before it. */
	@Nullable List<String> readHead() throws IOException {
		List<String> lines = new ArrayList<>();
		while (true) {
			String line = readLine();
			if (line == null) {
				return null;
			}
			if (!line.isEmpty()) {
				lines.add(line);
			}
			else if (!lines.isEmpty()) {
				return lines;
			}
		}
	}

	/** Reads a body by its framing. Returns false if the connection ends before it. */
	boolean readBody(List<Header> headers, ByteArrayOutputStream body, boolean mayEndWithConnection)
			throws IOException {
		if (Header.values(headers, "Transfer-Encoding").contains("chunked")) {
			return readChunks(body);
		}
		List<String> length = Header.values(headers, "Content-Length");
		if (!length.isEmpty()) {
			return readExactly(Integer.parseInt(length.getFirst()), body);
		}
		while (mayEndWithConnection) {
			int next = read();
			if (next < 0) {
				break;
			}
			body.write(next);
		}
		return true;
	}

	private boolean readChunks(ByteArrayOutputStream body) throws IOException {
		while (true) {
			String size = readLine();
			if (size == null) {
				return false;
			}
			int length = Integer.parseInt(size.strip(), 16);
			if (!readExactly(length, body) || readLine() == null) {
				return false;
			}
			if (length == 0) {
				return true;
			}
		}
	}

	private boolean readExactly(int length, ByteArrayOutputStream body) throws IOException {
		for (int i = 0; i < length; i++) {
			int next = read();
			if (next < 0) {
				return false;
			}
			body.write(next);
		}
		return true;
	}

	private @Nullable String readLine() throws IOException {
		StringBuilder line = new StringBuilder();
		while (true) {
			int next = read();
			if (next < 0) {
				return null;
			}
			if (next == '\n') {
				return line.toString();
			}
			if (next != '\r') {
				line.append((char) next);
			}
		}
	}

	/** A reset ends a connection as an end of file does. */
	private int read() throws IOException {
		try {
			return this.in.read();
		}
		catch (SocketTimeoutException ex) {
			throw new IOException("nothing came for " + PATIENCE_MILLIS + " ms", ex);
		}
		catch (SocketException ex) {
			return -1;
		}
	}

	/** Returns whether the other side has closed, waiting for it if needed. */
	boolean isClosedByPeer() throws IOException {
		return read() < 0;
	}

	Socket socket() {
		return this.socket;
	}

	/** Breaks the connection with a reset. */
	void reset() throws IOException {
		this.socket.setSoLinger(true, 0);
		this.socket.close();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
