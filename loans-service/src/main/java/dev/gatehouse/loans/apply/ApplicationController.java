package dev.gatehouse.loans.apply;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

import dev.gatehouse.loans.annuity.Terms;
import dev.gatehouse.loans.book.Loan;
import dev.gatehouse.loans.book.LoanBook;
import dev.gatehouse.loans.view.LoanView;
import dev.gatehouse.service.caller.Caller;
import dev.gatehouse.service.idempotency.Idempotency;
import dev.gatehouse.service.idempotency.IdempotencyKey;
import jakarta.validation.Valid;

import org.springframework.http.ResponseEntity;
import org.springframework.util.IdGenerator;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Takes applications: each is decided at once and, when approved, disbursed at once. */
@RestController
final class ApplicationController {

	private final LendingRules rules;

	private final LoanBook book;

	private final Idempotency idempotency;

	private final IdGenerator ids;

	private final Clock clock;

	ApplicationController(LendingRules rules, LoanBook book, Idempotency idempotency, IdGenerator ids, Clock clock) {
		this.rules = rules;
		this.book = book;
		this.idempotency = idempotency;
		this.ids = ids;
		this.clock = clock;
	}

	@PostMapping("/v1/loans")
	ResponseEntity<byte[]> apply(Caller caller, IdempotencyKey key, @Valid @RequestBody LoanApplication application) {
		return this.idempotency.once(key, application, () -> disburse(caller, application));
	}

	private ResponseEntity<LoanView> disburse(Caller caller, LoanApplication application) {
		Instant now = this.clock.instant();
		LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
		Terms terms = this.rules.decide(application, today);
		Loan loan = Loan.disbursed(this.ids.generateId(), caller, application.product(), application.borrower().name(),
				application.principal().currency(), terms, now);
		this.book.open(loan);
		return ResponseEntity.created(URI.create("/v1/loans/" + loan.id()))
			.eTag(LoanView.tag(loan, today))
			.body(LoanView.of(loan, today));
	}

}
