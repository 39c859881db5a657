package dev.gatehouse.gateway.limits;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands between gateways and their store, as a network does that is slow or forgets
 * connections.
 */
public final class Relay implements AutoCloseable {

	private final ServerSocket server;

	private final int store;

	private final Set<Link> links = ConcurrentHashMap.newKeySet();

	private volatile long shortest;

	private volatile long longest;

	private volatile boolean silent;

	private volatile boolean deaf;

	/** Begins to pass on what comes to it. */
	public Relay(RedisServer store) {
		this.store = store.port();
		try {
			this.server = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Thread.ofVirtual().start(this::accept);
	}

	/** Returns the address at which it is the store. */
	public String url() {
		return "redis://127.0.0.1:" + this.server.getLocalPort();
	}

	/** Has each answer come so much later, from now on. */
	public void delay(Duration shortest, Duration longest) {
		this.shortest = shortest.toNanos();
		this.longest = longest.toNanos();
	}

	/**
	 * Forgets the connections that there are: what is sent on them arrives nowhere, and
	 * neither end hears of that. A new one works at once.
	 */
	public void forget() {
		this.links.forEach((link) -> link.forgotten = true);
	}

	/** Whether what comes on new connections arrives nowhere either. */
	public void silence(boolean silent) {
		this.silent = silent;
	}

	/**
	 * Whether the store hears everything and is asked in vain for more than a word: what
	 * connects finds it well, and what it answers to a script never comes.
	 */
	public void deafen(boolean deaf) {
		this.deaf = deaf;
	}

	/** Returns how many connections gateways have not ended. */
	public int connections() {
		return this.links.size();
	}

	/** Returns how many of them arrive nowhere. */
	public long forgotten() {
		return this.links.stream().filter((link) -> link.forgotten).count();
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				link(this.server.accept());
			}
			catch (IOException ex) {
				// It is closed.
			}
		}
	}

	private void link(Socket gateway) throws IOException {
		try {
			Link link = new Link(gateway, new Socket(InetAddress.getLoopbackAddress(), this.store));
			link.forgotten = this.silent;
			this.links.add(link);
			Thread.ofVirtual().start(link::ask);
			Thread.ofVirtual().start(link::answer);
		}
		catch (IOException ex) {
			// The store is away.
			gateway.close();
		}
	}

	private void await() {
		long range = this.longest - this.shortest;
		long end = System.nanoTime() + this.shortest + ((range > 0) ? ThreadLocalRandom.current().nextLong(range) : 0);
		for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
			LockSupport.parkNanos(this, left);
		}
	}

	@Override
	public void close() {
		try {
			this.server.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.links.forEach(Link::close);
	}

	/** One connection of a gateway. */
	private final class Link {

		private final Socket gateway;

		private final Socket store;

		private volatile boolean forgotten;

		Link(Socket gateway, Socket store) throws IOException {
			this.gateway = gateway;
			this.store = store;
			gateway.setTcpNoDelay(true);
			store.setTcpNoDelay(true);
		}

		private void ask() {
			try {
				pass(this.gateway.getInputStream(), this.store.getOutputStream(), false);
			}
			catch (IOException ex) {
				// One of them has gone.
			}
			close();
		}

		private void answer() {
			try {
				pass(this.store.getInputStream(), this.gateway.getOutputStream(), true);
			}
			catch (IOException ex) {
				// One of them has gone.
			}
			if (!this.forgotten) {
				close();
			}
		}

		private void pass(InputStream from, OutputStream to, boolean late) throws IOException {
			byte[] buffer = new byte[65536];
			for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
				if (late) {
					await();
				}
				if (!this.forgotten && !(late && Relay.this.deaf && buffer[0] == '*')) {
					to.write(buffer, 0, length);
				}
			}
		}

		private void close() {
			try (this.gateway; this.store) {
				Relay.this.links.remove(this);
			}
			catch (IOException ex) {
				// Then it has ended otherwise.
			}
		}

	}

}
