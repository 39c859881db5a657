package dev.gatehouse.gateway.revocation;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

import dev.gatehouse.gateway.partner.Partners;
import dev.gatehouse.gateway.store.StoreSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** This room's beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ RevocationSettings.class, StoreSettings.class })
class RevocationConfiguration {

	private final InstantSource clock = InstantSource.system();

	@Bean
	Register revocationRegister(MeterRegistry meters) {
		Register register = new Register();
		for (Kind kind : Kind.values()) {
			Gauge.builder("gatehouse.revocations", () -> register.count(kind, this.clock.millis() / 1000))
				.tag("kind", kind.id())
				.description("Revocations that are in force")
				.register(meters);
		}
		return register;
	}

	@Bean(initMethod = "start")
	Keeper revocationKeeper(Register register, RevocationSettings settings, StoreSettings store, MeterRegistry meters) {
		Keeper keeper = new Keeper(register, file(settings), (store.store() != null) ? store : null, Keeper.TICK,
				this.clock, System::nanoTime);
		if (store.store() != null) {
			Gauge.builder("gatehouse.revocations.age", keeper, Keeper::ageSeconds)
				.baseUnit("seconds")
				.description("Since this gateway was last in step with the store; NaN when it never was")
				.register(meters);
		}
		return keeper;
	}

	private static @Nullable RevocationsFile file(RevocationSettings settings) {
		Path path = settings.file();
		return (path != null) ? new RevocationsFile(path) : null;
	}

	/** Asks for the keeper, so that nobody is served before it has begun. */
	@Bean
	Revocations revocations(List<Cutoffs> sources, Keeper keeper) {
		return new Revocations(sources);
	}

	@Bean
	RevocationsHealthIndicator revocationsHealthIndicator(Register register, Keeper keeper) {
		return new RevocationsHealthIndicator(register, keeper, this.clock);
	}

	@Bean
	RevocationsEndpoint revocationsEndpoint(Register register, Keeper keeper, TokenLife life, Partners partners) {
		Desk desk = new Desk(register, keeper, life, (client) -> partners.find(client) != null, this.clock);
		return new RevocationsEndpoint(desk);
	}

}
