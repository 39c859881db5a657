package dev.gatehouse.gateway.tls;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Tells operators which certificates are served: {@code gatehouse_certificate_expiry}
 * counts down to zero, and {@code gatehouse_certificate_reloads_total} says how each new
 * version of their files was taken.
 */
final class ServedCertificates {

	private final Map<String, Instant> expiries = new ConcurrentHashMap<>();

	private final InstantSource clock;

	private final MeterRegistry meters;

	ServedCertificates(InstantSource clock, MeterRegistry meters) {
		this.clock = clock;
		this.meters = meters;
	}

	/** These are served from the start. */
	void begun(String bundle, Certificates certificates) {
		this.expiries.put(bundle, certificates.expiry());
		Gauge.builder("gatehouse.certificate.expiry", () -> secondsLeft(bundle))
			.description("time until the served certificate expires; below zero: since when it has")
			.baseUnit("seconds")
			.tag("bundle", bundle)
			.register(this.meters);
		count(bundle, "success", 0);
		count(bundle, "failure", 0);
	}

	void replaced(String bundle, Certificates certificates) {
		this.expiries.put(bundle, certificates.expiry());
		count(bundle, "success", 1);
	}

	/** New files could not be taken. */
	void kept(String bundle) {
		count(bundle, "failure", 1);
	}

	/**
	 * Checks that new ones can take the place of those that are served.
	 * @throws GeneralSecurityException if one is not valid now
	 */
	void checkValidity(Certificates certificates) throws GeneralSecurityException {
		certificates.checkValidity(this.clock.instant());
	}

	private void count(String bundle, String result, int number) {
		this.meters.counter("gatehouse.certificate.reloads", "bundle", bundle, "result", result).increment(number);
	}

	private double secondsLeft(String bundle) {
		return Duration.between(this.clock.instant(), this.expiries.getOrDefault(bundle, Instant.EPOCH)).toSeconds();
	}

}
