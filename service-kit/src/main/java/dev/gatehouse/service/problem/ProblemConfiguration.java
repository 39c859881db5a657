package dev.gatehouse.service.problem;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Every error leaves as a problem. */
@AutoConfiguration(after = JacksonAutoConfiguration.class, before = ErrorMvcAutoConfiguration.class)
final class ProblemConfiguration {

	@Bean
	ProblemWriter problemWriter(JsonMapper json) {
		return new ProblemWriter(json);
	}

	@Bean
	ProblemHandler problemHandler(ProblemWriter writer) {
		return new ProblemHandler(writer);
	}

	@Bean
	ErrorPage errorPage(ProblemWriter writer) {
		return new ErrorPage(writer);
	}

}
