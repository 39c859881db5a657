package dev.gatehouse.service.caller;

import java.util.List;

import dev.gatehouse.service.problem.ProblemWriter;
import dev.gatehouse.service.stage.Stage;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Nobody comes in without a caller; every controller can ask for it. */
@AutoConfiguration(afterName = "dev.gatehouse.service.problem.ProblemConfiguration")
final class CallerConfiguration implements WebMvcConfigurer {

	@Bean
	FilterRegistrationBean<CallerFilter> callerFilter(ProblemWriter problems) {
		return Stage.CALLER.register(new CallerFilter(problems));
	}

	@Override
	public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
		resolvers.add(new CallerResolver());
	}

}
