package dev.gatehouse.accounts.account;

import java.time.Clock;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.IdGenerator;

/** This feature's beans. */
@Configuration(proxyBeanMethods = false)
class AccountConfiguration {

	@Bean
	Accounts accounts(JdbcClient jdbc, PlatformTransactionManager transactions, IdGenerator ids, Clock clock) {
		return new Accounts(new AccountRepository(jdbc), new TransactionTemplate(transactions), ids, clock);
	}

}
