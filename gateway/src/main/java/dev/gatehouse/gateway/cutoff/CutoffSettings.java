package dev.gatehouse.gateway.cutoff;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import dev.gatehouse.gateway.settings.ClientCredentials;
import dev.gatehouse.gateway.settings.InvalidSetting;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the issuer says which tokens it has ended.
 *
 * @param uri the issuer
 * @param maxLifetime the longest life of a token, which the issuer's memory must cover
 * @param cutoffs the feed; absent: the issuer is not asked
 */
@ConfigurationProperties("gatehouse.issuer")
record CutoffSettings(@Nullable String uri, @DefaultValue("24h") Duration maxLifetime, @Nullable Feed cutoffs) {

	private static final Duration REMEMBERED = Duration.ofHours(24);

	CutoffSettings {
		InvalidSetting.check(cutoffs == null || maxLifetime.compareTo(REMEMBERED) <= 0, "gatehouse.issuer.max-lifetime",
				"must be at most 24h with gatehouse.issuer.cutoffs: the issuer remembers no longer");
	}

	/**
	 * The feed.
	 *
	 * @param uri its address
	 * @param clientId as whom the gateway asks
	 * @param clientSecret with which secret
	 * @param interval how often it asks
	 * @param timeout how long one answer may take
	 * @param file where the last answer is kept for the next start; absent: nowhere
	 */
	record Feed(@Nullable String uri, @DefaultValue("bank-gateway") String clientId, @Nullable String clientSecret,
			@DefaultValue("2s") Duration interval, @DefaultValue("2s") Duration timeout, @Nullable Path file) {

		private static final String KEY = "gatehouse.issuer.cutoffs.";

		private static final Duration SHORTEST = Duration.ofMillis(100);

		private static final Duration LONGEST = Duration.ofMinutes(1);

		Feed {
			InvalidSetting.checkUrl(InvalidSetting.require(uri, KEY + "uri"), KEY + "uri");
			ClientCredentials.of(clientId, clientSecret, KEY);
			InvalidSetting.check(interval.compareTo(SHORTEST) >= 0 && interval.compareTo(LONGEST) <= 0,
					KEY + "interval", "must be between 100ms and 1m");
			InvalidSetting.check(timeout.isPositive() && timeout.compareTo(LONGEST) <= 0, KEY + "timeout",
					"must be above zero and at most 1m");
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

}
