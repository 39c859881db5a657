package dev.gatehouse.loans.view;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;

import dev.gatehouse.loans.book.Loan;
import dev.gatehouse.loans.book.LoanBook;
import dev.gatehouse.service.caller.Caller;
import dev.gatehouse.service.page.Page;
import dev.gatehouse.service.page.PageRequest;
import dev.gatehouse.service.problem.Problem;
import dev.gatehouse.service.revision.Revision;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows the caller's loans and their schedules. */
@RestController
final class LoanController {

	/** A schedule never changes. */
	private static final Revision ONLY = new Revision(1);

	private final LoanBook book;

	private final Clock clock;

	LoanController(LoanBook book, Clock clock) {
		this.book = book;
		this.clock = clock;
	}

	@GetMapping("/v1/loans")
	Page<LoanView> list(Caller caller, PageRequest page) {
		LocalDate today = today();
		return this.book.page(caller, page).map((loan) -> LoanView.of(loan, today));
	}

	@GetMapping("/v1/loans/{loanId}")
	ResponseEntity<LoanView> show(Caller caller, @PathVariable UUID loanId) {
		LocalDate today = today();
		Loan loan = own(caller, loanId);
		return ResponseEntity.ok().eTag(LoanView.tag(loan, today)).body(LoanView.of(loan, today));
	}

	@GetMapping("/v1/loans/{loanId}/schedule")
	ResponseEntity<ScheduleView> schedule(Caller caller, @PathVariable UUID loanId) {
		return ResponseEntity.ok().eTag(ONLY.tag()).body(ScheduleView.of(own(caller, loanId)));
	}

	private Loan own(Caller caller, UUID loanId) {
		return this.book.find(caller, loanId).orElseThrow(() -> Problem.notFound().exception());
	}

	private LocalDate today() {
		return LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC);
	}

}
