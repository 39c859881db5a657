package dev.gatehouse.loans.book;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Opens the book. */
@Configuration(proxyBeanMethods = false)
class BookConfiguration {

	@Bean
	LoanBook loanBook(JdbcClient jdbc) {
		return new LoanBook(new LoanRows(jdbc), new Ledger(jdbc));
	}

}
