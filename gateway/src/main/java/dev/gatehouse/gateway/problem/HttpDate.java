package dev.gatehouse.gateway.problem;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The {@code Date} field that an origin of an answer owes it (RFC 9110, sections 5.6.7
 * and 6.6.1).
 */
final class HttpDate {

	private static final DateTimeFormatter FORMAT = DateTimeFormatter
		.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	private HttpDate() {
	}

	static String now() {
		return FORMAT.format(Instant.now());
	}

}
