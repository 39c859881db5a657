package dev.gatehouse.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls at a constant pace, whether or not the ones before have been answered, and counts
 * what became of them.
 */
public final class Load implements AutoCloseable {

	/** The call had no answer. */
	public static final int NONE = 0;

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();

	private final AtomicInteger begun = new AtomicInteger();

	private final AtomicInteger paces = new AtomicInteger();

	private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

	private final HttpClient http = HttpClient.newBuilder().executor(this.calls).build();

	private final String token;

	private final String path;

	private volatile boolean over;

	/** Prepares calls of this path with this token. */
	public Load(String token, String path) {
		this.token = token;
		this.path = path;
	}

	/** Begins to call a gateway as often each second, for so long at most. */
	public void offer(URI gateway, int perSecond, Duration time) {
		HttpRequest request = HttpRequest.newBuilder(gateway.resolve(this.path))
			.timeout(PATIENCE)
			.header("Authorization", "Bearer " + this.token)
			.build();
		long count = perSecond * time.toMillis() / 1000;
		long start = System.nanoTime();
		this.paces.incrementAndGet();
		this.calls.execute(() -> {
			for (long i = 0; i < count && !this.over; i++) {
				this.begun.incrementAndGet();
				this.calls.execute(() -> call(request));
				LockSupport.parkNanos(start + (i + 1) * TimeUnit.SECONDS.toNanos(1) / perSecond - System.nanoTime());
			}
			this.paces.decrementAndGet();
		});
	}

	/** Begins no more calls. */
	public void stop() {
		this.over = true;
	}

	private void call(HttpRequest request) {
		count(status(request));
	}

	private int status(HttpRequest request) {
		try {
			return this.http.send(request, BodyHandlers.discarding()).statusCode();
		}
		catch (IOException ex) {
			return NONE;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return NONE;
		}
	}

	private void count(int status) {
		this.answers.computeIfAbsent(status, (key) -> new AtomicInteger()).incrementAndGet();
	}

	/** How many calls have had this answer by now. */
	public int answered(int status) {
		return this.answers.getOrDefault(status, new AtomicInteger()).get();
	}

	/** How many calls have ended by now, and how, by status. */
	public Map<Integer, AtomicInteger> answers() {
		return Map.copyOf(this.answers);
	}

	/** Whether all calls have been made and have ended. */
	public boolean isOver() {
		return this.paces.get() == 0 && this.begun.get() == ended();
	}

	/** How many calls have ended by now. */
	public int ended() {
		return this.answers.values().stream().mapToInt(AtomicInteger::get).sum();
	}

	@Override
	public void close() {
		this.calls.shutdownNow();
		this.http.shutdownNow();
	}

}
