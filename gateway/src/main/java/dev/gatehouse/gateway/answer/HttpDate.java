package dev.gatehouse.gateway.answer;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The {@code Date} field that an answer owes to whoever reads it (RFC 9110, sections
 * 5.6.7 and 6.6.1). Written once a second, however many answers there are.
 */
public final class HttpDate {

	private static final DateTimeFormatter FORMAT = DateTimeFormatter
		.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	private static volatile HttpDate latest = of(System.currentTimeMillis() / 1000);

	private final long second;

	private final String text;

	private HttpDate(long second, String text) {
		this.second = second;
		this.text = text;
	}

	private static HttpDate of(long second) {
		return new HttpDate(second, FORMAT.format(Instant.ofEpochSecond(second)));
	}

	/** Returns the present time, to the second. */
	public static String now() {
		return at(System.currentTimeMillis() / 1000);
	}

	static String at(long second) {
		HttpDate date = latest;
		if (date.second != second) {
			date = of(second);
			latest = date;
		}
		return date.text;
	}

}
