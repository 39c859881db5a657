package dev.gatehouse.accounts.ledger;

import java.time.Clock;

import dev.gatehouse.accounts.account.Accounts;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.IdGenerator;

/** This feature's beans. */
@Configuration(proxyBeanMethods = false)
class LedgerConfiguration {

	@Bean
	Postings postings(JdbcClient jdbc, Accounts accounts, IdGenerator ids, Clock clock) {
		return new Postings(accounts, new LedgerRepository(jdbc), ids, clock);
	}

}
