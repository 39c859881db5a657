package dev.gatehouse.cards;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The cards service. Everything shared with the other services comes with service-kit's
 * auto-configuration.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class CardsApplication {

	public static void main(String[] args) {
		SpringApplication.run(CardsApplication.class, args);
	}

}
