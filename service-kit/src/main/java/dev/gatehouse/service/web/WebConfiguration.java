package dev.gatehouse.service.web;

import dev.gatehouse.service.problem.ProblemWriter;
import dev.gatehouse.service.stage.Stage;
import org.apache.catalina.core.StandardHost;
import tools.jackson.databind.module.SimpleModule;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.TomcatContextCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;

/** What enters and leaves over HTTP. */
@AutoConfiguration(afterName = "dev.gatehouse.service.problem.ProblemConfiguration")
@EnableConfigurationProperties(HttpSettings.class)
final class WebConfiguration {

	@Bean
	FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter(HttpSettings settings, ProblemWriter problems) {
		return Stage.BODY_LIMIT.register(new BodyLimitFilter(settings.maxBodySize().toBytes(), problems));
	}

	@Bean
	JsonMapperBuilderCustomizer strictText() {
		return (json) -> json.addModule(new SimpleModule("text").addDeserializer(String.class, new TextDeserializer()));
	}

	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> containerRefusals() {
		TomcatContextCustomizer refusals = (context) -> {
			if (context.getParent() instanceof StandardHost host) {
				host.setErrorReportValveClass(ContainerRefusal.class.getName());
			}
		};
		return (tomcat) -> tomcat.addContextCustomizers(refusals);
	}

	@Bean
	IdBinding idBinding() {
		return new IdBinding();
	}

}
