package dev.gatehouse.gateway.cutoff;

import java.time.InstantSource;

import dev.gatehouse.gateway.partner.Partners;
import dev.gatehouse.gateway.settings.InvalidSetting;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** This room's beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CutoffSettings.class)
class CutoffConfiguration {

	@Bean
	IssuerCutoffs issuerCutoffs(CutoffSettings settings) {
		return (settings.cutoffs() != null) ? IssuerCutoffs.unknown() : IssuerCutoffs.none();
	}

	/** Null where the issuer does not say what it ended. */
	@Bean(initMethod = "start")
	@Nullable CutoffPoll cutoffPoll(CutoffSettings settings, IssuerCutoffs cutoffs, Partners partners, MeterRegistry meters) {
		if (settings.cutoffs() == null) {
			return null;
		}
		SecretAges secrets = new SecretAges((client) -> partners.find(client) != null, meters, InstantSource.system());
		return new CutoffPoll(InvalidSetting.require(settings.cutoffs(), "gatehouse.issuer.cutoffs.uri"),
				InvalidSetting.require(settings.uri(), "gatehouse.issuer.uri"), cutoffs, secrets, meters,
				InstantSource.system(), System::nanoTime);
	}

	@Bean
	CutoffsHealthIndicator cutoffsHealthIndicator(IssuerCutoffs cutoffs, ObjectProvider<CutoffPoll> poll) {
		return new CutoffsHealthIndicator(cutoffs, poll.getIfAvailable());
	}

}
