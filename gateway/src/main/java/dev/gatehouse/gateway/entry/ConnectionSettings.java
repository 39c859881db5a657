package dev.gatehouse.gateway.entry;

import java.time.Duration;

import dev.gatehouse.gateway.settings.InvalidSetting;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a client may take, each from a beginning that no further byte moves, and how
 * many may be connected.
 *
 * @param handshakeTimeout for the TLS handshake of a new connection; at most 10 s, which
 * the engine has
 * @param headTimeout from a request's first byte, or from a new connection, to the end of
 * the head
 * @param bodyTimeout from the end of the head to the end of the body
 * @param answerTimeout from the end of the request to the end of the answer, taken by the
 * client
 * @param idleTimeout between an answer and the next request
 * @param maxConnections connections at once; one more is closed
 * @param maxHandshakes TLS handshakes of one source at once; one more is closed
 * @param maxStreams requests at once on a connection of HTTP/2; one more is not processed
 */
@ConfigurationProperties("gatehouse.entry")
record ConnectionSettings(@DefaultValue("5s") Duration handshakeTimeout, @DefaultValue("10s") Duration headTimeout,
		@DefaultValue("20s") Duration bodyTimeout, @DefaultValue("60s") Duration answerTimeout,
		@DefaultValue("60s") Duration idleTimeout, @DefaultValue("10000") int maxConnections,
		@DefaultValue("200") int maxHandshakes, @DefaultValue("100") int maxStreams) {

	private static final String KEY = "gatehouse.entry.";

	/** After this time Reactor Netty ends a handshake, whoever is in it. */
	private static final Duration ENGINES = Duration.ofSeconds(10);

	ConnectionSettings {
		checkPositive(handshakeTimeout, "handshake-timeout");
		InvalidSetting.check(handshakeTimeout.compareTo(ENGINES) <= 0, KEY + "handshake-timeout",
				"must be at most 10s");
		checkPositive(headTimeout, "head-timeout");
		checkPositive(bodyTimeout, "body-timeout");
		checkPositive(answerTimeout, "answer-timeout");
		checkPositive(idleTimeout, "idle-timeout");
		InvalidSetting.check(maxConnections > 0, KEY + "max-connections", "must be above zero");
		InvalidSetting.check(maxHandshakes > 0, KEY + "max-handshakes", "must be above zero");
		InvalidSetting.check(maxStreams > 0, KEY + "max-streams", "must be above zero");
	}

	private static void checkPositive(Duration duration, String key) {
		InvalidSetting.check(duration.isPositive(), KEY + key, "must be above zero");
	}

}
