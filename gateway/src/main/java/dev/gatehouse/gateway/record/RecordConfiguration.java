package dev.gatehouse.gateway.record;

import java.time.InstantSource;

import dev.gatehouse.gateway.partner.Partners;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** This room's beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RecordSettings.class)
class RecordConfiguration {

	@Bean(initMethod = "start")
	AuditLog auditLog(RecordSettings settings, MeterRegistry meters) {
		return new AuditLog(settings.audit().folder(), new AuditChain(), meters);
	}

	@Bean
	TraceInHand traceInHand() {
		return new TraceInHand();
	}

	@Bean
	RequestMetrics requestMetrics(MeterRegistry meters, Partners partners, TraceInHand trace) {
		return new RequestMetrics(meters, partners, trace);
	}

	@Bean
	Recorder recorder(AuditLog audit, RequestMetrics metrics) {
		return new Recorder(audit, metrics, InstantSource.system(), System::nanoTime);
	}

}
