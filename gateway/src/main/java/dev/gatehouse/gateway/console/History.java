package dev.gatehouse.gateway.console;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last quarter of an hour, of which a point is kept for every five seconds, and the
 * marks of the last five minutes. On a thread of its own, and bounded.
 */
final class History implements AutoCloseable {

	/** Seconds that a point stands for. */
	static final int STEP = 5;

	static final int POINTS = 15 * 60 / STEP;

	/** Seconds between two marks. */
	static final int MARK = 30;

	private static final Logger logger = LoggerFactory.getLogger(History.class);

	private final ScheduledExecutorService thread = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("console-history").factory());

	private final Tracks tracks;

	private final LongSupplier nanoTime;

	/** The totals of the last seconds, the oldest first. */
	private final Deque<Totals> seconds = new ArrayDeque<>();

	private final Deque<Point> points = new ArrayDeque<>();

	private final long[] marked = new long[Track.MARKS];

	private long ticks;

	/** Begins now. */
	History(Tracks tracks, LongSupplier nanoTime) {
		this.tracks = tracks;
		this.nanoTime = nanoTime;
		tick();
	}

	void start() {
		this.thread.scheduleAtFixedRate(this::tickOrTell, 1, 1, TimeUnit.SECONDS);
	}

	private void tickOrTell() {
		try {
			tick();
		}
		catch (RuntimeException | Error ex) {
			// What is thrown here would be the end of the history.
			logger.error("the console's history has a gap", ex);
		}
	}

	/** A second has passed. */
	synchronized void tick() {
		Totals now = Totals.of(this.tracks, this.nanoTime.getAsLong());
		if (this.seconds.size() > STEP) {
			this.seconds.removeFirst();
		}
		this.seconds.addLast(now);
		if (this.ticks > 0 && this.ticks % STEP == 0) {
			keep(now.since(this.seconds.getFirst()));
		}
		if (this.ticks % MARK == 0) {
			int place = (int) (this.ticks / MARK % Track.MARKS);
			this.tracks.mark(place);
			this.marked[place] = now.nanos();
		}
		this.ticks++;
	}

	private void keep(Point point) {
		if (this.points.size() == POINTS) {
			this.points.removeFirst();
		}
		this.points.addLast(point);
	}

	/** Returns what was kept, the oldest first. */
	synchronized List<Point> points() {
		return List.copyOf(this.points);
	}

	/** Returns how the last seconds were. */
	synchronized Point now() {
		return this.seconds.getLast().since(this.seconds.getFirst());
	}

	/** Looks at the oldest mark that is kept, while no other is made. */
	synchronized <T> T sinceOldest(Looking<T> looking) {
		long last = (this.ticks - 1) / MARK;
		int place = (int) ((last < Track.MARKS) ? 0 : (last + 1) % Track.MARKS);
		return looking.at(place, (this.nanoTime.getAsLong() - this.marked[place]) / 1e9);
	}

	@Override
	public void close() {
		this.thread.shutdownNow();
	}

	/** Something that is made of a mark. */
	@FunctionalInterface
	interface Looking<T> {

		/**
		 * Makes it.
		 * @param place of the mark
		 * @param seconds that have passed since
		 */
		T at(int place, double seconds);

	}

}
