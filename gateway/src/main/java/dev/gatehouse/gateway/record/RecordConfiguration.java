package dev.gatehouse.gateway.record;

import java.time.InstantSource;

import dev.gatehouse.gateway.partner.Partners;
import dev.gatehouse.gateway.tracing.Tracing;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** This room's beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RecordSettings.class)
class RecordConfiguration {

	@Bean(initMethod = "start")
	AuditLog auditLog(RecordSettings settings, MeterRegistry meters, SslBundles bundles) {
		SyslogSettings syslog = settings.audit().syslog();
		return new AuditLog(settings.audit(), meters, InstantSource.system(),
				(syslog != null) ? SyslogConnector.of(syslog, bundles) : null);
	}

	@Bean
	AuditHealthIndicator auditHealthIndicator(AuditLog audit) {
		return new AuditHealthIndicator(audit);
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
	Recorder recorder(AuditLog audit, RequestMetrics metrics, ObjectProvider<Tracing> tracing) {
		return new Recorder(audit, metrics, tracing.getIfAvailable(), InstantSource.system(), System::nanoTime);
	}

}
