package dev.gatehouse.gateway.console;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import org.jspecify.annotations.Nullable;

/**
 * The meters that the console shows, by name. Looked up when they are made: searching a
 * registry with the series of a hundred thousand partners takes too long. A request does
 * nothing for it.
 */
final class Tracks {

	static final String REQUESTS = "gatehouse.requests";

	static final String PARTNERS = "gatehouse.partner.requests";

	static final String REFUSALS = "gatehouse.refusals";

	static final String UPSTREAM = "gatehouse.upstream";

	private static final Set<String> SHOWN = Set.of(REQUESTS, PARTNERS, REFUSALS, UPSTREAM, "gatehouse.keys.age",
			"gatehouse.key.fetches", "gatehouse.token.cache.requests", "gatehouse.token.cache.tokens",
			"gatehouse.audit.records", "gatehouse.audit.dropped", "gatehouse.audit.up", "gatehouse.registry.stale",
			"gatehouse.revocations", "gatehouse.limit.store.up", "gatehouse.management.refused",
			"gatehouse.certificate.expiry", "process.cpu.usage");

	private final ConcurrentMap<String, ConcurrentMap<Meter.Id, Track>> byName = new ConcurrentHashMap<>();

	/** Follows a registry from now on, with what is there already. */
	Tracks(MeterRegistry meters) {
		meters.config().onMeterAdded(this::add);
		meters.config().onMeterRemoved(this::remove);
		meters.forEachMeter(this::add);
	}

	private void add(Meter meter) {
		Supplier<double[]> numbers = SHOWN.contains(meter.getId().getName()) ? numbers(meter) : null;
		if (numbers != null) {
			this.byName.computeIfAbsent(meter.getId().getName(), (name) -> new ConcurrentHashMap<>())
				.put(meter.getId(), new Track(meter.getId(), numbers));
		}
	}

	private void remove(Meter meter) {
		Map<Meter.Id, Track> tracks = this.byName.get(meter.getId().getName());
		if (tracks != null) {
			tracks.remove(meter.getId());
		}
	}

	private static @Nullable Supplier<double[]> numbers(Meter meter) {
		return switch (meter) {
			case Timer timer when timer.getId().getName().equals(REQUESTS) -> () -> buckets(timer);
			case Timer timer -> () -> new double[] { timer.count(), timer.totalTime(TimeUnit.SECONDS) };
			case Counter counter -> () -> new double[] { counter.count() };
			case FunctionCounter counter -> () -> new double[] { counter.count() };
			case Gauge gauge -> () -> new double[] { gauge.value() };
			default -> null;
		};
	}

	/** All of them, and then those up to each bound. */
	private static double[] buckets(Timer timer) {
		CountAtBucket[] buckets = timer.takeSnapshot().histogramCounts();
		double[] numbers = new double[1 + Latency.BOUNDS.length];
		for (CountAtBucket bucket : buckets) {
			int place = Latency.place(bucket.bucket(TimeUnit.SECONDS));
			if (place >= 0) {
				numbers[1 + place] = bucket.count();
			}
		}
		// Read last: no bucket holds more than all.
		numbers[0] = timer.count();
		return numbers;
	}

	/** Returns all meters of a name. */
	Collection<Track> of(String name) {
		Map<Meter.Id, Track> tracks = this.byName.get(name);
		return (tracks != null) ? tracks.values() : List.of();
	}

	/** Returns the sum of what all meters of a name say now; 0 if there is none. */
	double sum(String name) {
		return of(name).stream().mapToDouble((track) -> track.now()[0]).sum();
	}

	/** Returns the sum of those that carry a tag with this value. */
	double sum(String name, String tag, String value) {
		return of(name).stream()
			.filter((track) -> track.tag(tag).equals(value))
			.mapToDouble((track) -> track.now()[0])
			.sum();
	}

	/**
	 * Returns the least that meters of a name say now, or null if none of them knows.
	 */
	@Nullable Double least(String name) {
		return of(name).stream()
			.map((track) -> track.now()[0])
			.filter(Double::isFinite)
			.min(Comparator.naturalOrder())
			.orElse(null);
	}

	/** Keeps all numbers as they are. */
	void mark(int place) {
		this.byName.values().forEach((tracks) -> tracks.values().forEach((track) -> track.mark(place)));
	}

}
