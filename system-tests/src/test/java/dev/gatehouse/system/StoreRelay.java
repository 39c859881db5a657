package dev.gatehouse.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/**
 * Stands between gateways and their store. The store hears all that they say; what they
 * hear of it is as this is told: at once, late, never, or something else.
 */
public final class StoreRelay implements AutoCloseable {

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final ServerSocket server;

	private final int store;

	private volatile UnaryOperator<String> answers = UnaryOperator.identity();

	/** Begins, and passes everything on as it is. */
	public StoreRelay(int store) {
		this.store = store;
		try {
			this.server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.threads.execute(this::accept);
	}

	/** Its address as a setting. */
	public String url() {
		return "redis://127.0.0.1:" + this.server.getLocalPort();
	}

	/** From now on answers are passed on as they are. */
	public void pass() {
		answer(UnaryOperator.identity());
	}

	/** From now on each is late, by a time between these. */
	public void delay(Duration least, Duration most) {
		answer((answer) -> {
			LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(least.toNanos(), most.toNanos()));
			return answer;
		});
	}

	/** From now on they are lost. */
	public void swallow() {
		answer((answer) -> "");
	}

	/** From now on gateways are told this instead. */
	public void answer(UnaryOperator<String> instead) {
		this.answers = instead;
	}

	private void accept() {
		try {
			while (true) {
				Socket gateway = this.server.accept();
				this.threads.execute(() -> relay(gateway));
			}
		}
		catch (IOException ex) {
			// Closed.
		}
	}

	/** When one of both has gone the other is told so. */
	private void relay(Socket gateway) {
		try (gateway; Socket connected = new Socket(InetAddress.getLoopbackAddress(), this.store)) {
			this.threads.execute(() -> listen(gateway, connected));
			pass(connected, gateway, (answer) -> this.answers.apply(answer));
		}
		catch (IOException ex) {
			// There is no store.
		}
	}

	private static void listen(Socket gateway, Socket connected) {
		try (connected) {
			pass(gateway, connected, UnaryOperator.identity());
		}
		catch (IOException ex) {
			// It has gone.
		}
	}

	private static void pass(Socket from, Socket to, UnaryOperator<String> change) throws IOException {
		InputStream in = from.getInputStream();
		OutputStream out = to.getOutputStream();
		byte[] buffer = new byte[1 << 16];
		for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
			String text = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
			out.write(change.apply(text).getBytes(StandardCharsets.ISO_8859_1));
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
		this.threads.shutdownNow();
	}

}
