package peer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;

/** What the documentation leads to: Spring Cloud Gateway and the resource server, nothing tuned. */
@SpringBootApplication
public class App {

	public static void main(String[] args) {
		SpringApplication.run(App.class, args);
	}

	@Bean
	SecurityWebFilterChain chain(ServerHttpSecurity http) {
		return http.csrf(c -> c.disable())
			.authorizeExchange(x -> x.pathMatchers("/v1/accounts/**")
				.hasAuthority("SCOPE_accounts:read")
				.pathMatchers("/v1/orders/**")
				.hasAuthority("SCOPE_orders:write")
				.anyExchange()
				.authenticated())
			.oauth2ResourceServer(o -> o.jwt(Customizer.withDefaults()))
			.build();
	}

}
