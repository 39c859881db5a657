package dev.gatehouse.service.trace;

import dev.gatehouse.service.stage.Stage;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;

/** Names requests. */
@AutoConfiguration
final class TraceConfiguration {

	@Bean
	FilterRegistrationBean<RequestIdFilter> requestIdFilter() {
		return Stage.REQUEST_ID.register(new RequestIdFilter());
	}

}
