package dev.gatehouse.gateway.tls;

import java.time.InstantSource;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** This room's beans. */
@Configuration(proxyBeanMethods = false)
class TlsConfiguration {

	@Bean
	ServerTls serverTls(MeterRegistry meters) {
		return new ServerTls(new ServedCertificates(InstantSource.system(), meters));
	}

}
