package dev.gatehouse.gateway.record;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import io.micrometer.core.instrument.Counter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what was written to a syslog server as well, on a thread of its own. The files
 * never wait for it: what its bounded queue cannot take is not sent, and counted.
 */
final class SyslogExport implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(SyslogExport.class);

	/** Bytes that wait: some seconds of a busy gateway. */
	static final long LONGEST = 16 << 20;

	private static final long REST = TimeUnit.MILLISECONDS.toNanos(100);

	private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

	/** A server that takes nothing for so long is as good as away. */
	private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

	private static final long LAST_PATIENCE = TimeUnit.SECONDS.toNanos(2);

	private final SyslogConnector connector;

	private final SyslogFrames frames;

	private final Counter sent;

	private final Counter dropped;

	private final Queue<byte[]> queue = new ConcurrentLinkedQueue<>();

	private final AtomicLong waiting = new AtomicLong();

	private final Thread thread = Thread.ofPlatform().daemon().name("audit-syslog").unstarted(this::run);

	private volatile @Nullable Socket socket;

	private volatile long writingSince;

	private volatile boolean writing;

	private volatile boolean ending;

	private volatile long endingSince;

	private @Nullable OutputStream out;

	private boolean failing;

	SyslogExport(SyslogConnector connector, SyslogFrames frames, Counter sent, Counter dropped) {
		this.connector = connector;
		this.frames = frames;
		this.sent = sent;
		this.dropped = dropped;
	}

	void start() {
		this.thread.start();
	}

	/** Takes lines that were written to a file. Never waits. */
	void take(byte[] lines) {
		if (this.waiting.addAndGet(lines.length) > LONGEST) {
			this.waiting.addAndGet(-lines.length);
			this.dropped.increment(count(lines));
			return;
		}
		this.queue.add(lines);
	}

	/** Gives up a connection on which nothing is taken any more. */
	void lookAfter() {
		if (this.writing && System.nanoTime() - this.writingSince > PATIENCE) {
			disconnect();
		}
	}

	private void run() {
		while (!this.ending || (!this.queue.isEmpty() && System.nanoTime() - this.endingSince < LAST_PATIENCE)) {
			byte[] lines = this.queue.peek();
			if (lines == null) {
				LockSupport.parkNanos(this, REST);
			}
			else if (send(lines)) {
				this.queue.remove();
				this.waiting.addAndGet(-lines.length);
				this.sent.increment(count(lines));
			}
			else {
				LockSupport.parkNanos(this, PAUSE);
			}
		}
		for (byte[] left = this.queue.poll(); left != null; left = this.queue.poll()) {
			this.dropped.increment(count(left));
		}
		disconnect();
	}

	/**
	 * What was sent on a connection that then broke may have arrived: it is sent again.
	 */
	private boolean send(byte[] lines) {
		this.writingSince = System.nanoTime();
		this.writing = true;
		try {
			OutputStream connected = connected();
			this.frames.write(lines, connected);
			connected.flush();
			if (this.failing) {
				logger.info("audit records are sent by syslog again");
			}
			this.failing = false;
			return true;
		}
		catch (IOException ex) {
			if (!this.failing) {
				logger.warn("audit records cannot be sent by syslog: {}", ex.toString());
			}
			this.failing = true;
			disconnect();
			return false;
		}
		finally {
			this.writing = false;
		}
	}

	private OutputStream connected() throws IOException {
		Socket open = this.socket;
		if (open != null && !open.isClosed() && this.out != null && isListening(open)) {
			return this.out;
		}
		disconnect();
		Socket next = this.connector.connect();
		this.socket = next;
		OutputStream stream = new BufferedOutputStream(next.getOutputStream(), 1 << 16);
		this.out = stream;
		return stream;
	}

	/**
	 * A server says nothing but that it has gone; who does not look writes into the void.
	 */
	private static boolean isListening(Socket socket) throws IOException {
		try {
			return socket.getInputStream().read() >= 0;
		}
		catch (SocketTimeoutException ex) {
			return true;
		}
	}

	private void disconnect() {
		Socket open = this.socket;
		this.socket = null;
		if (open != null) {
			try {
				open.close();
			}
			catch (IOException ex) {
				logger.debug("a connection to the syslog server cannot be closed", ex);
			}
		}
	}

	private static int count(byte[] lines) {
		int count = 0;
		for (byte octet : lines) {
			if (octet == '\n') {
				count++;
			}
		}
		return count;
	}

	/** Sends what is left, for two seconds at most. */
	@Override
	public void close() {
		this.endingSince = System.nanoTime();
		this.ending = true;
		LockSupport.unpark(this.thread);
		try {
			this.thread.join(TimeUnit.NANOSECONDS.toMillis(LAST_PATIENCE));
			disconnect();
			this.thread.join(TimeUnit.NANOSECONDS.toMillis(LAST_PATIENCE));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
