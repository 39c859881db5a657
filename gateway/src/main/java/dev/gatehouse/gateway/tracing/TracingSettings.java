package dev.gatehouse.gateway.tracing;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import dev.gatehouse.gateway.settings.InvalidSetting;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether spans are sent, where to, and of how many requests.
 *
 * @param endpoint the collector's URL for traces (OTLP over HTTP); null: there is none
 * @param sample of how many requests, 0 to 1, that belong to no trace of a partner's
 * @param callersPerSecond of how many requests a second at most because a partner wants
 * it; one partner has at most a quarter of them
 * @param headers header fields for the collector; their values are secrets
 * @param bundle the bundle of {@code spring.ssl.bundle} with what is trusted at the
 * collector, and with the gateway's certificate if it needs one; null: what the JVM
 * trusts
 * @param timeout how long one batch may take
 * @param maxWaiting how many requests may wait to be told of
 */
@ConfigurationProperties("gatehouse.tracing")
record TracingSettings(@Nullable String endpoint, @DefaultValue("0.01") double sample,
		@DefaultValue("20") int callersPerSecond, @DefaultValue Map<String, String> headers, @Nullable String bundle,
		@DefaultValue("5s") Duration timeout, @DefaultValue("4096") int maxWaiting) {

	static final String ENDPOINT = "gatehouse.tracing.endpoint";

	static final String BUNDLE = "gatehouse.tracing.bundle";

	private static final String HEADERS = "gatehouse.tracing.headers";

	private static final Pattern FIELD_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

	private static final Pattern FIELD_VALUE = Pattern.compile("[!-~]([ -~]{0,4094}[!-~])?");

	private static final Set<String> OF_THE_CLIENT = Set.of("connection", "content-encoding", "content-length",
			"content-type", "expect", "host", "transfer-encoding", "upgrade", "user-agent");

	private static final Duration SHORTEST = Duration.ofMillis(100);

	private static final Duration LONGEST = Duration.ofMinutes(1);

	private static final int MOST = 1_000_000;

	TracingSettings {
		headers = Map.copyOf(headers);
		if (endpoint != null) {
			checkEndpoint(endpoint);
		}
		InvalidSetting.check(endpoint != null || headers.isEmpty(), HEADERS, "is of no use without " + ENDPOINT);
		InvalidSetting.check(bundle == null || (endpoint != null && endpoint.startsWith("https:")), BUNDLE,
				"is of no use without https:// in " + ENDPOINT);
		InvalidSetting.check(sample >= 0 && sample <= 1, "gatehouse.tracing.sample", "must be 0 to 1");
		InvalidSetting.check(callersPerSecond >= 0 && callersPerSecond <= MOST, "gatehouse.tracing.callers-per-second",
				"must be 0 to " + MOST);
		headers.forEach(TracingSettings::checkHeader);
		InvalidSetting.check(timeout.compareTo(SHORTEST) >= 0 && timeout.compareTo(LONGEST) <= 0,
				"gatehouse.tracing.timeout", "must be between 100ms and 1m");
		InvalidSetting.check(maxWaiting >= 1 && maxWaiting <= MOST, "gatehouse.tracing.max-waiting",
				"must be 1 to " + MOST);
	}

	/** The value is not repeated: it is a secret. */
	private static void checkHeader(String name, String value) {
		InvalidSetting.check(FIELD_NAME.matcher(name).matches() && FIELD_VALUE.matcher(value).matches(), HEADERS,
				"must be names of header fields with values of 1 to 4096 printable characters");
		InvalidSetting.check(!OF_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT)), HEADERS,
				"must not name " + name + ", which the client writes by itself");
	}

	private static void checkEndpoint(String endpoint) {
		InvalidSetting.checkUrl(endpoint, ENDPOINT);
		URI uri = URI.create(endpoint);
		InvalidSetting.check(uri.getRawPath().length() > 1, ENDPOINT, "must have its path, such as /v1/traces");
		InvalidSetting.check(uri.getRawUserInfo() == null && uri.getRawFragment() == null, ENDPOINT,
				"must have neither a user nor a fragment; credentials belong into " + HEADERS);
	}

	/** Not the headers. */
	@Override
	public String toString() {
		return String.valueOf(this.endpoint);
	}

}
