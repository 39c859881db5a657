package dev.gatehouse.loans;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the loans service. What it shares with its siblings comes from the kit. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class LoansApplication {

	static void main(String[] args) {
		SpringApplication.run(LoansApplication.class, args);
	}

}
