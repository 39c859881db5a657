package dev.gatehouse.gateway.cutoff;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;

/**
 * Shows how old the secrets of registered partners are, as far as the issuer knows: one
 * that it was given and has not made itself has no known age, and no series.
 */
final class SecretAges {

	private final Predicate<String> isRegistered;

	private final InstantSource clock;

	private final MultiGauge gauges;

	private Map<String, Long> shown = Map.of();

	SecretAges(Predicate<String> isRegistered, MeterRegistry meters, InstantSource clock) {
		this.isRegistered = isRegistered;
		this.clock = clock;
		this.gauges = MultiGauge.builder("gatehouse.partner.secret.age")
			.baseUnit("seconds")
			.description("Since when a partner has its secret, where the issuer knows")
			.register(meters);
	}

	/**
	 * Shows these from now on. Partners come and go as well, so it is told again and
	 * again.
	 * @param secrets since when, in seconds of the epoch, by client id
	 */
	void become(Map<String, Long> secrets) {
		Map<String, Long> known = new TreeMap<>(secrets);
		known.keySet().removeIf((client) -> !this.isRegistered.test(client));
		if (known.equals(this.shown)) {
			return;
		}
		this.shown = known;
		List<MultiGauge.Row<?>> rows = known.entrySet().stream().<MultiGauge.Row<?>>map(this::row).toList();
		this.gauges.register(rows, true);
	}

	private MultiGauge.Row<?> row(Map.Entry<String, Long> secret) {
		return MultiGauge.Row.of(Tags.of("client", secret.getKey()), secret.getValue(), this::age);
	}

	private double age(Long since) {
		return Math.max(0, this.clock.millis() / 1000.0 - since);
	}

}
