package dev.gatehouse.loans.repay;

import java.time.Clock;

import dev.gatehouse.loans.book.LoanBook;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.IdGenerator;

/** Opens the counter for payments. */
@Configuration(proxyBeanMethods = false)
class RepayConfiguration {

	@Bean
	Repayments repayments(LoanBook book, IdGenerator ids, Clock clock) {
		return new Repayments(book, ids, clock);
	}

}
