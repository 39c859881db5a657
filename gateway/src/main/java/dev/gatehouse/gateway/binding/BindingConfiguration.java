package dev.gatehouse.gateway.binding;

import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

import dev.gatehouse.gateway.entry.ClientCertificates;
import dev.gatehouse.gateway.entry.SourceLimit;
import dev.gatehouse.gateway.problem.ProofAlgorithms;
import dev.gatehouse.gateway.settings.InvalidSetting;
import dev.gatehouse.gateway.store.StoreSettings;
import dev.gatehouse.gateway.token.ProofReader;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** This room's beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ ProofSettings.class, PlaceSettings.class, StoreSettings.class })
class BindingConfiguration {

	private static final int MOST_KEYS = 2000;

	/** How far the clocks of gateways that share a store may differ. */
	private static final Duration CLOCKS = Duration.ofSeconds(30);

	private final InstantSource clock = InstantSource.system();

	@Bean
	ProofAlgorithms proofAlgorithms(ProofSettings settings) {
		return new ProofAlgorithms(settings.algorithms());
	}

	/** Null without a store. */
	@Bean(initMethod = "start")
	@Nullable ProofStore proofStore(ProofSettings settings, StoreSettings address, MeterRegistry meters) {
		if (address.store() == null) {
			return null;
		}
		ProofStore store = new ProofStore(address, settings.storeTimeout(), settings.window().plus(CLOCKS), this.clock);
		Gauge.builder("gatehouse.proof.store.up", store, (shared) -> shared.isConnected() ? 1 : 0)
			.description("Whether used proofs are shared with the other gateways")
			.register(meters);
		return store;
	}

	@Bean
	BindingCheck bindingCheck(ProofSettings settings, PlaceSettings place, ObjectProvider<ProofStore> shared,
			SourceLimit refusedTokens, MeterRegistry meters) {
		ProofStore store = shared.getIfAvailable();
		SeenProofs seen = new SeenProofs(settings.maxProofs(), settings.maxAge(), settings.window());
		Gauge.builder("gatehouse.proofs.remembered", seen, SeenProofs::size)
			.description("Proofs that were used here and would still be young enough")
			.register(meters);
		// Nobody knows which were used before the start, unless a store does, which knows
		// itself from when on that is. Proofs say
		// whole seconds, and at the beginning of this one there was no other process.
		long notBefore = (store != null) ? 0 : this.clock.instant().truncatedTo(ChronoUnit.SECONDS).toEpochMilli();
		ProofCheck proofs = new ProofCheck(settings, new ProofReader(settings.algorithms(), MOST_KEYS),
				place.publicUri(), nonces(settings, store), refusedTokens, this.clock, notBefore);
		return new BindingCheck(ClientCertificates::thumbprint, proofs,
				new UsedProofs(seen, store, Schedulers.parallel(), this.clock), refusedTokens);
	}

	private @Nullable Nonces nonces(ProofSettings settings, @Nullable ProofStore store) {
		Duration lifetime = settings.nonceLifetime();
		if (lifetime == null) {
			return null;
		}
		InvalidSetting.check(store == null || settings.nonceSecret() != null, "gatehouse.dpop.nonce-secret",
				"must be set: gateways that share a store take each other's nonces");
		return new Nonces(settings.nonceKey(), Objects.requireNonNull(lifetime), this.clock);
	}

}
