package dev.gatehouse.gateway.token;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;

import dev.gatehouse.gateway.entry.SourceLimit;
import dev.gatehouse.gateway.revocation.Revocations;
import dev.gatehouse.gateway.revocation.TokenLife;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** This room's beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ IssuerSettings.class, RefusedTokenSettings.class, TokenCacheSettings.class,
		IntrospectionSettings.class })
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
				(keys) -> cache.removeIf((token) -> isWithdrawn(token, keys) || isOver(token)), meters, this.clock,
				System::nanoTime);
	}

	private static @Nullable KeysFile file(IssuerSettings.Issuer issuer, JsonMapper json) {
		Path path = issuer.keysFile();
		return (path != null) ? new KeysFile(path, issuer.requiredUri(), json) : null;
	}

	private static boolean isWithdrawn(VerifiedToken token, KeySet keys) {
		IssuerKey key = token.key();
		return key != null && !keys.holds(key);
	}

	private boolean isOver(VerifiedToken token) {
		return !token.validity().contains(this.clock.millis());
	}

	/** For how long a revocation has to be kept. */
	@Bean
	TokenLife tokenLife(IssuerSettings settings) {
		return new TokenLife(settings.issuer().maxLifetime(), settings.issuer().skew());
	}

	/** Counts bad tokens, and the bad proofs that come with good ones. */
	@Bean
	SourceLimit refusedTokens(RefusedTokenSettings refused) {
		return new SourceLimit("refused-tokens", "Too many tokens from this address were refused.", refused.perMinute(),
				refused.burst(), ThreadLocalRandom.current().nextLong(), System::nanoTime);
	}

	@Bean
	TokenDecoder tokenDecoder(IssuerSettings settings, IssuerKeys keys, Revocations revocations) {
		return new TokenDecoder(settings, keys, revocations, this.clock, Schedulers.parallel());
	}

	/** Null where nobody is asked about tokens. */
	@Bean
	@Nullable IntrospectionCall introspectionCall(IntrospectionSettings settings) {
		return (settings.uri() != null) ? new IntrospectionCall(settings) : null;
	}

	@Bean
	@Nullable Introspection introspection(ObjectProvider<IntrospectionCall> call, IntrospectionSettings settings,
			IssuerSettings tokens, MeterRegistry meters) {
		IntrospectionCall issuer = call.getIfAvailable();
		return (issuer == null) ? null : new Introspection(issuer, settings, new TokenRules(tokens), this.clock,
				Schedulers.parallel(), meters);
	}

	@Bean
	TokenCheck tokenCheck(TokenDecoder decoder, TokenCache cache, IssuerKeys keys,
			ObjectProvider<Introspection> introspection, Revocations revocations, SourceLimit refusedTokens,
			MeterRegistry meters) {
		return new TokenCheck(decoder, cache, keys, introspection.getIfAvailable(), revocations, refusedTokens,
				this.clock, meters);
	}

	@Bean
	KeysHealthIndicator keysHealthIndicator(IssuerKeys keys) {
		return new KeysHealthIndicator(keys);
	}

}
