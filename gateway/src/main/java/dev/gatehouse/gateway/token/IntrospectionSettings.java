package dev.gatehouse.gateway.token;

import java.net.URI;
import java.time.Duration;

import dev.gatehouse.gateway.settings.ClientCredentials;
import dev.gatehouse.gateway.settings.InvalidSetting;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the issuer is asked about a token (RFC 7662).
 *
 * @param uri the introspection endpoint; absent: nobody is asked
 * @param clientId as whom the gateway asks
 * @param clientSecret with which secret
 * @param timeout how long one answer may take
 * @param maxAge how long an answer counts, at most
 * @param connections how many questions there are at once
 */
@ConfigurationProperties("gatehouse.issuer.introspection")
record IntrospectionSettings(@Nullable String uri, @DefaultValue("bank-gateway") String clientId,
		@Nullable String clientSecret, @DefaultValue("2s") Duration timeout, @DefaultValue("30s") Duration maxAge,
		@DefaultValue("16") int connections) {

	private static final String KEY = "gatehouse.issuer.introspection.";

	private static final Duration LONGEST = Duration.ofMinutes(5);

	IntrospectionSettings {
		if (uri == null) {
			InvalidSetting.check(clientSecret == null, KEY + "uri", "must be set");
		}
		else {
			InvalidSetting.checkUrl(uri, KEY + "uri");
			ClientCredentials.of(clientId, clientSecret, KEY);
		}
		InvalidSetting.check(timeout.isPositive() && timeout.compareTo(Duration.ofSeconds(30)) <= 0, KEY + "timeout",
				"must be above zero and at most 30s");
		InvalidSetting.check(!maxAge.isNegative() && maxAge.compareTo(LONGEST) <= 0, KEY + "max-age",
				"must be between 0s and 5m");
		InvalidSetting.check(connections > 0 && connections <= 1000, KEY + "connections", "must be 1 to 1000");
	}

	URI address() {
		return URI.create(InvalidSetting.require(this.uri, KEY + "uri"));
	}

	ClientCredentials credentials() {
		return ClientCredentials.of(this.clientId, this.clientSecret, KEY);
	}

	/** Not the secret. */
	@Override
	public String toString() {
		return String.valueOf(this.uri);
	}

}
