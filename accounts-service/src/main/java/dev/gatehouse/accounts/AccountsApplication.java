package dev.gatehouse.accounts;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the accounts service. What it shares with its siblings comes from the kit. */
@SpringBootApplication(proxyBeanMethods = false)
public class AccountsApplication {

	static void main(String[] args) {
		SpringApplication.run(AccountsApplication.class, args);
	}

}
