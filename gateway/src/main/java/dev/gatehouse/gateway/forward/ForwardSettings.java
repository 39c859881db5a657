package dev.gatehouse.gateway.forward;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.gatehouse.gateway.settings.InvalidSetting;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the services are and how long they may take.
 *
 * @param upstreams base URLs by API
 * @param forward limits towards each API's service
 * @param filters of the routes by API, in Spring Cloud Gateway's own notation
 */
@ConfigurationProperties("gatehouse")
record ForwardSettings(@DefaultValue Map<String, List<String>> upstreams, @DefaultValue Limits forward,
		@DefaultValue Map<String, List<String>> filters) {

	private static final String KEY = "gatehouse.upstreams.";

	ForwardSettings {
		upstreams = Map.copyOf(upstreams);
		filters = Map.copyOf(filters);
		upstreams.forEach((api, bases) -> {
			InvalidSetting.check(!bases.isEmpty(), KEY + api, "must be set");
			bases.forEach((base) -> InvalidSetting.check(isBase(base), KEY + api,
					"'" + base + "' must be http(s)://host[:port] without a path"));
		});
	}

	/** Returns the base URLs of an API's service, without a slash at the end. */
	List<String> bases(String api) {
		return InvalidSetting.require(this.upstreams.get(api), KEY + api)
			.stream()
			.map((base) -> base.endsWith("/") ? base.substring(0, base.length() - 1) : base)
			.toList();
	}

	private static boolean isBase(String base) {
		try {
			URI uri = new URI(base);
			return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null
					&& (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/")) && uri.getRawQuery() == null
					&& uri.getRawUserInfo() == null && uri.getRawFragment() == null;
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

	/**
	 * Limits towards one API's service.
	 *
	 * @param connectTimeout for a new connection
	 * @param responseTimeout from the request's last byte to the answer's first, and
	 * between any two of its reads
	 * @param totalTimeout from the request's arrival here to the answer's last byte
	 * @param connections how many there may be at once
	 * @param pending how many requests may wait for a connection
	 * @param pendingTimeout how long they may wait
	 * @param idleTimeout how long an unused connection is kept; below the service's own
	 */
	record Limits(@DefaultValue("1s") Duration connectTimeout, @DefaultValue("5s") Duration responseTimeout,
			@DefaultValue("30s") Duration totalTimeout, @DefaultValue("200") int connections,
			@DefaultValue("2000") int pending, @DefaultValue("2s") Duration pendingTimeout,
			@DefaultValue("10s") Duration idleTimeout) {

		Limits {
			checkPositive(connectTimeout, "connect-timeout");
			checkPositive(responseTimeout, "response-timeout");
			checkPositive(totalTimeout, "total-timeout");
			checkPositive(pendingTimeout, "pending-timeout");
			checkPositive(idleTimeout, "idle-timeout");
			InvalidSetting.check(connections > 0, "gatehouse.forward.connections", "must be above zero");
			InvalidSetting.check(pending > 0, "gatehouse.forward.pending", "must be above zero");
		}

		private static void checkPositive(Duration duration, String key) {
			InvalidSetting.check(duration.isPositive(), "gatehouse.forward." + key, "must be above zero");
		}

	}

}
