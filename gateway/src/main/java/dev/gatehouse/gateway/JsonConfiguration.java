package dev.gatehouse.gateway;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * JSON as Jackson 3 reads and writes it by itself. Spring Boot's own configuration of it
 * looks at every bean for annotations that nobody here uses (docs/decisions/0013).
 */
@Configuration(proxyBeanMethods = false)
class JsonConfiguration {

	@Bean
	JsonMapper jsonMapper() {
		return JsonMapper.shared();
	}

}
