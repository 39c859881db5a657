package dev.gatehouse.gateway.token;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.gatehouse.gateway.settings.InvalidSetting;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose tokens are taken.
 *
 * @param issuer the issuer
 * @param audience what {@code aud} must contain
 */
@ConfigurationProperties("gatehouse")
record IssuerSettings(@DefaultValue Issuer issuer, @Nullable String audience) {

	IssuerSettings {
		InvalidSetting.check(audience != null && !audience.isBlank(), "gatehouse.audience", "must be set");
	}

	String requiredAudience() {
		return InvalidSetting.require(this.audience, "gatehouse.audience");
	}

	/**
	 * The issuer.
	 *
	 * @param uri compared exactly with {@code iss}
	 * @param jwksUri where the keys are fetched; absent: where discovery says
	 * @param profile which kind of access token the issuer makes
	 * @param algorithms the signature algorithms that are accepted
	 * @param skew how far clocks may differ; at most 30 s
	 * @param maxLifetime the longest time from {@code iat} to {@code exp}
	 * @param refresh how often the keys are fetched
	 * @param cooldown the least time between two fetches that unknown keys cause
	 * @param outage how long the last keys are trusted while the issuer is away
	 * @param timeout the time limit of one fetch
	 * @param keysFile where the keys are kept for the next start; absent: nowhere
	 */
	record Issuer(@Nullable String uri, @Nullable String jwksUri, @DefaultValue("rfc9068") Profile profile,
			@DefaultValue( {
					"RS256", "PS256", "ES256" }) List<String> algorithms,
			@DefaultValue("30s") Duration skew, @DefaultValue("24h") Duration maxLifetime,
			@DefaultValue("5m") Duration refresh, @DefaultValue("30s") Duration cooldown,
			@DefaultValue("1h") Duration outage, @DefaultValue("2s") Duration timeout, @Nullable Path keysFile){

		Issuer {
			InvalidSetting.checkUrl(InvalidSetting.require(uri, "gatehouse.issuer.uri"), "gatehouse.issuer.uri");
			if (jwksUri != null) {
				InvalidSetting.checkUrl(jwksUri, "gatehouse.issuer.jwks-uri");
			}
			InvalidSetting.check(!algorithms.isEmpty() && SignatureAlgorithm.names().containsAll(algorithms),
					"gatehouse.issuer.algorithms", "must be among " + SignatureAlgorithm.names());
			algorithms = List.copyOf(algorithms);
			InvalidSetting.check(!skew.isNegative() && skew.compareTo(Duration.ofSeconds(30)) <= 0,
					"gatehouse.issuer.skew", "must be between 0s and 30s");
			checkPositive(maxLifetime, "gatehouse.issuer.max-lifetime");
			checkPositive(refresh, "gatehouse.issuer.refresh");
			checkPositive(cooldown, "gatehouse.issuer.cooldown");
			checkPositive(outage, "gatehouse.issuer.outage");
			checkPositive(timeout, "gatehouse.issuer.timeout");
		}

		String requiredUri() {
			return InvalidSetting.require(this.uri, "gatehouse.issuer.uri");
		}

		/** Returns the algorithm of this name if it is accepted, or null. */
		@Nullable SignatureAlgorithm accepted(String name) {
			return this.algorithms.contains(name) ? SignatureAlgorithm.named(name) : null;
		}

		private static void checkPositive(Duration duration, String key) {
			InvalidSetting.check(duration.isPositive(), key, "must be above zero");
		}

	}

	/** How the issuer marks an access token. */
	enum Profile {

		/** Header {@code typ} is {@code at+jwt} (RFC 9068, section 2.1). */
		RFC9068,

		/**
		 * Header {@code typ} is {@code JWT} and the claim {@code typ} is {@code Bearer}:
		 * Keycloak's own.
		 */
		KEYCLOAK

	}

}
