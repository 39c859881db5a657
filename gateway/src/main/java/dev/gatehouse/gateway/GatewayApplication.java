package dev.gatehouse.gateway;

import dev.gatehouse.gateway.warmup.WarmUp;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.reactive.ReactiveOAuth2ResourceServerWebSecurityAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxObservationAutoConfiguration;

/**
 * Starts the gateway. Left out: a user with a made-up password, a second resource server
 * chain beside the walk, and an observation of every request.
 */
@SpringBootApplication(exclude = { ReactiveUserDetailsServiceAutoConfiguration.class,
		ReactiveOAuth2ResourceServerWebSecurityAutoConfiguration.class, WebFluxObservationAutoConfiguration.class })
public class GatewayApplication {

	static void main(String[] args) {
		NettyDefaults.set();
		SpringApplication gateway = new SpringApplication(GatewayApplication.class);
		gateway.addInitializers(WarmUp.ofThisProcess(GatewayApplication.class));
		gateway.run(args);
		SharedClasses.ofThisProcess().logIfMissing();
	}

}
