package dev.gatehouse.gateway.cutoff;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import dev.gatehouse.gateway.settings.OwnFile;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Asks the issuer again and again, on a thread of its own, what it has ended. The first
 * answer is waited for, so that the gateway does not serve what ended while it was down;
 * after that the last one stays in force until there is another, however long that takes.
 */
final class CutoffPoll implements AutoCloseable {

	private final CutoffFetch fetch;

	private final String issuer;

	private final Duration interval;

	private final @Nullable OwnFile file;

	private final IssuerCutoffs cutoffs;

	private final SecretAges secrets;

	private final MeterRegistry meters;

	private final InstantSource clock;

	private final LongSupplier nanoTime;

	private final CutoffLog log = new CutoffLog();

	private final ScheduledExecutorService thread = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("issuer-cutoffs").factory());

	private @Nullable String tag;

	/** The last answer, as long as it is not on disk. */
	private CutoffFetch.@Nullable Document unwritten;

	private volatile @Nullable Long confirmedAt;

	private volatile boolean reachable;

	CutoffPoll(CutoffSettings.Feed feed, String issuer, IssuerCutoffs cutoffs, SecretAges secrets, MeterRegistry meters,
			InstantSource clock, LongSupplier nanoTime) {
		this.fetch = new CutoffFetch(feed);
		this.issuer = issuer;
		this.interval = feed.interval();
		this.file = (feed.file() != null) ? new OwnFile(feed.file(), CutoffFetch.LARGEST_ANSWER) : null;
		this.cutoffs = cutoffs;
		this.secrets = secrets;
		this.meters = meters;
		this.clock = clock;
		this.nanoTime = nanoTime;
		Gauge.builder("gatehouse.cutoffs.age", this, CutoffPoll::ageSeconds)
			.baseUnit("seconds")
			.description("How long ago the issuer last said what it has ended; NaN when it never did")
			.register(meters);
		Gauge.builder("gatehouse.cutoffs.clients", cutoffs, IssuerCutoffs::size)
			.description("Clients whose earlier tokens the issuer has ended")
			.register(meters);
	}

	/** Returns when the issuer has answered, or its time is over. */
	void start() {
		restore();
		poll();
		this.thread.execute(this::next);
	}

	/** Jittered, so that a fleet does not come at once, and never later than promised. */
	private void next() {
		long delay = (long) (this.interval.toMillis() * ThreadLocalRandom.current().nextDouble(0.8, 1.0));
		try {
			this.thread.schedule(this::pollAndGoOn, delay, TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			// The gateway ends.
		}
	}

	private void pollAndGoOn() {
		try {
			poll();
		}
		finally {
			next();
		}
	}

	private void poll() {
		ask();
		keep();
	}

	private void ask() {
		try {
			CutoffFetch.Document document = this.fetch.fetch(this.tag);
			if (document != null) {
				take(document);
			}
			this.confirmedAt = this.nanoTime.getAsLong();
			this.reachable = true;
			this.log.answered(document != null, this.cutoffs.size());
			this.secrets.become(this.cutoffs.secrets());
			count((document != null) ? "changed" : "unchanged");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (IOException | RuntimeException ex) {
			this.reachable = false;
			this.log.failed(ex, this.cutoffs.areKnown());
			count("failure");
		}
	}

	private void take(CutoffFetch.Document document) throws IOException {
		this.cutoffs.become(CutoffSet.read(document.json(), this.issuer));
		this.tag = document.tag();
		this.unwritten = (this.file != null) ? document : null;
	}

	/**
	 * Tries with each poll until it is on disk, whether the issuer answers or not: it
	 * does not send again what has not changed.
	 */
	private void keep() {
		CutoffFetch.Document document = this.unwritten;
		if (this.file == null || document == null) {
			return;
		}
		try {
			this.file.write(document.json());
			this.unwritten = null;
			this.log.kept(null);
		}
		catch (IOException | RuntimeException ex) {
			this.log.kept(ex);
		}
	}

	/** What was ended stays so, however old the file is. */
	private void restore() {
		try {
			OwnFile from = this.file;
			byte[] kept = (from != null) ? from.read() : null;
			if (from != null && kept != null) {
				this.cutoffs.become(CutoffSet.read(kept, this.issuer));
				Duration age = Duration.between(from.written(), this.clock.instant());
				this.confirmedAt = this.nanoTime.getAsLong() - Math.max(age.toNanos(), 0);
				this.log.restored(this.cutoffs.size(), age);
			}
		}
		catch (IOException | RuntimeException ex) {
			this.log.notRestored(ex);
		}
	}

	/** Returns whether the issuer's last answer was a good one. */
	boolean isReachable() {
		return this.reachable;
	}

	private void count(String result) {
		this.meters.counter("gatehouse.cutoff.fetches", "result", result).increment();
	}

	private double ageSeconds() {
		Long at = this.confirmedAt;
		return (at != null) ? (this.nanoTime.getAsLong() - at) / 1e9 : Double.NaN;
	}

	@Override
	public void close() {
		this.thread.shutdownNow();
		this.fetch.close();
	}

}
