package dev.gatehouse.system.walk;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

import dev.gatehouse.system.GatewayProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls each of some gateways with one token, again and again, and knows when each of
 * them first answered as awaited: that the token was ended, or that it no longer is.
 */
final class FirstAnswers implements AutoCloseable {

	/** Between two calls of the same gateway. */
	private static final long PACE = TimeUnit.MILLISECONDS.toNanos(10);

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

	private final List<Future<Long>> moments;

	private FirstAnswers(FourGateways gateways, String token, boolean refused) {
		List<URI> urls = gateways.all().stream().map(GatewayProcess::url).toList();
		this.moments = urls.stream().map((url) -> this.callers.submit(() -> moment(url, token, refused))).toList();
	}

	/** Begins to wait until all refuse a token. */
	static FirstAnswers refusing(FourGateways gateways, String token) {
		return new FirstAnswers(gateways, token, true);
	}

	/** Begins to wait until none refuses it any more. */
	static FirstAnswers taking(FourGateways gateways, String token) {
		return new FirstAnswers(gateways, token, false);
	}

	private static long moment(URI gateway, String token, boolean refused) throws InterruptedException {
		while (FourGateways.refuses(gateway, token) != refused) {
			LockSupport.parkNanos(PACE);
			if (Thread.interrupted()) {
				throw new InterruptedException();
			}
		}
		return System.nanoTime();
	}

	/**
	 * Waits for all of them, says for the record how long each took, and holds them to
	 * the limit.
	 * @param start of {@link System#nanoTime}; whoever was earlier took no time
	 */
	void within(Duration limit, long start, String what) {
		List<Long> millis = new ArrayList<>();
		for (Future<Long> moment : this.moments) {
			millis.add(TimeUnit.NANOSECONDS.toMillis(Math.max(0, get(moment) - start)));
		}
		System.out.println("at each of four gateways, in ms: " + millis + " " + what);
		assertThat(millis).as(what).allMatch((each) -> each <= limit.toMillis());
	}

	private static long get(Future<Long> moment) {
		try {
			return moment.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new AssertionError("a gateway never answered as awaited", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.callers.shutdownNow();
	}

}
