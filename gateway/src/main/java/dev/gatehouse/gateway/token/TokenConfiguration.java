package dev.gatehouse.gateway.token;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;

import dev.gatehouse.gateway.entry.SourceLimit;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** This room's beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ IssuerSettings.class, RefusedTokenSettings.class, TokenCacheSettings.class })
class TokenConfiguration {

	private final InstantSource clock = InstantSource.system();

	TokenConfiguration() {
		CryptoProvider.prepare();
	}

	@Bean
	TokenCache tokenCache(TokenCacheSettings settings, MeterRegistry meters) {
		TokenCache cache = new TokenCache(settings);
		Gauge.builder("gatehouse.token.cache.tokens", cache, TokenCache::size)
			.description("Verified tokens that are remembered")
			.register(meters);
		return cache;
	}

	@Bean(initMethod = "start")
	IssuerKeys issuerKeys(IssuerSettings settings, TokenCache cache, JsonMapper json, MeterRegistry meters) {
		IssuerSettings.Issuer issuer = settings.issuer();
		return new IssuerKeys(issuer, new KeyFetch(issuer), file(issuer, json),
				(keys) -> cache.removeIf((token) -> !keys.holds(token.key()) || isOver(token)), meters, this.clock,
				System::nanoTime);
	}

	private static @Nullable KeysFile file(IssuerSettings.Issuer issuer, JsonMapper json) {
		Path path = issuer.keysFile();
		return (path != null) ? new KeysFile(path, issuer.requiredUri(), json) : null;
	}

	private boolean isOver(VerifiedToken token) {
		return !token.validity().contains(this.clock.millis());
	}

	@Bean
	TokenDecoder tokenDecoder(IssuerSettings settings, IssuerKeys keys) {
		return new TokenDecoder(settings, keys, this.clock, Schedulers.parallel());
	}

	/** Counts bad tokens, and the bad proofs that come with good ones. */
	@Bean
	SourceLimit refusedTokens(RefusedTokenSettings refused) {
		return new SourceLimit("refused-tokens", "Too many tokens from this address were refused.", refused.perMinute(),
				refused.burst(), ThreadLocalRandom.current().nextLong(), System::nanoTime);
	}

	@Bean
	TokenCheck tokenCheck(TokenDecoder decoder, TokenCache cache, IssuerKeys keys, SourceLimit refusedTokens,
			MeterRegistry meters) {
		return new TokenCheck(decoder, cache, keys, refusedTokens, this.clock, meters);
	}

	@Bean
	KeysHealthIndicator keysHealthIndicator(IssuerKeys keys) {
		return new KeysHealthIndicator(keys);
	}

}
