package dev.gatehouse.gateway.cutoff;

import java.time.InstantSource;

import dev.gatehouse.gateway.partner.Partners;
import dev.gatehouse.gateway.settings.InvalidSetting;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
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

	@Bean(initMethod = "start")
	@ConditionalOnProperty("gatehouse.issuer.cutoffs.uri")
	CutoffPoll cutoffPoll(CutoffSettings settings, IssuerCutoffs cutoffs, Partners partners, MeterRegistry meters) {
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
