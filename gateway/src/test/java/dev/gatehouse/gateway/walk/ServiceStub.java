package dev.gatehouse.gateway.walk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;

/**
 * A service behind the gate, at the level of bytes: records every request that reaches it
 * and answers as the test says.
 */
final class ServiceStub implements AutoCloseable {

	private final ServerSocket server;

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final Map<Integer, Wire> open = new ConcurrentHashMap<>();

	private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();

	private final AtomicInteger connections = new AtomicInteger();

	private volatile Script script = Script.ok();

	private volatile boolean early;

	ServiceStub() {
		try {
			this.server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.threads.execute(this::acceptForEver);
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getLocalPort();
	}

	/** Answers like this from now on, when a request has arrived whole. */
	void answers(Script script) {
		this.script = script;
		this.early = false;
	}

	/** Answers like this from now on, before it reads a request's body. */
	void answersEarly(Script script) {
		this.script = script;
		this.early = true;
	}

	/** Answers the next request like this and all later ones well. */
	void answersOnce(Script script) {
		AtomicInteger turn = new AtomicInteger();
		answers((arrival, wire) -> ((turn.getAndIncrement() == 0) ? script : Script.ok()).run(arrival, wire));
	}

	List<Arrival> arrivals() {
		return List.copyOf(this.arrivals);
	}

	/** Returns the one request that has arrived. */
	Arrival onlyArrival() {
		List<Arrival> all = arrivals();
		if (all.size() != 1) {
			throw new AssertionError("expected one request at the service, but there were " + all);
		}
		return all.getFirst();
	}

	/** Returns whether the connection that the request came over is still there. */
	boolean isOpen(Arrival arrival) {
		return this.open.containsKey(arrival.connection());
	}

	/** Returns how many connections have been made to it. */
	int connections() {
		return this.connections.get();
	}

	boolean hasOpenConnections() {
		return !this.open.isEmpty();
	}

	/** Ends every connection that is open, as a service does with idle ones. */
	void endConnections() throws IOException {
		for (Wire wire : this.open.values()) {
			wire.close();
		}
	}

	/** Forgets what arrived and answers well again. */
	void reset() {
		answers(Script.ok());
		this.arrivals.clear();
	}

	/**
	 * Takes in all that has been sent to it, ends every connection and forgets what
	 * arrived.
	 */
	void settle() throws IOException {
		answers(Script.ok());
		// Connections are accepted in their order: when this one is, all before it are.
		try (Wire last = new Wire(new Socket(InetAddress.getLoopbackAddress(), this.server.getLocalPort()))) {
			Answer.read(last.send("GET / HTTP/1.1\r\n\r\n"), "GET");
		}
		endConnections();
		Awaitility.await().until(this.open::isEmpty);
		this.arrivals.clear();
	}

	private void acceptForEver() {
		while (!this.server.isClosed()) {
			try {
				Socket socket = this.server.accept();
				int number = this.connections.incrementAndGet();
				Wire wire = new Wire(socket);
				this.open.put(number, wire);
				this.threads.execute(() -> serve(wire, number));
			}
			catch (IOException ex) {
				// Closed: the loop ends.
			}
		}
	}

	private void serve(Wire wire, int number) {
		try (wire) {
			List<String> head = wire.readHead();
			while (head != null) {
				Arrival arrival = new Arrival(number, head);
				this.arrivals.add(arrival);
				if (this.early) {
					this.script.run(arrival, wire);
				}
				ByteArrayOutputStream body = new ByteArrayOutputStream();
				boolean whole = wire.readBody(arrival.headers(), body, false);
				arrival.received(body.toString(StandardCharsets.ISO_8859_1), whole);
				if (!whole) {
					return;
				}
				if (!this.early) {
					this.script.run(arrival, wire);
				}
				head = wire.readHead();
			}
		}
		catch (IOException ex) {
			// The gateway or the script broke the connection.
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.open.remove(number);
		}
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		endConnections();
		this.threads.shutdownNow();
	}

}
