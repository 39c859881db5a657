package dev.gatehouse.loans.apply;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import dev.gatehouse.loans.annuity.DueDates;
import dev.gatehouse.loans.annuity.NotAmortisingException;
import dev.gatehouse.loans.annuity.Schedule;
import dev.gatehouse.loans.annuity.Terms;
import dev.gatehouse.service.problem.Problem;

import org.springframework.http.HttpStatus;

/**
 * Decides applications: terms that keep every rule, or a refusal that names all broken
 * ones.
 */
final class LendingRules {

	private final LendingSettings settings;

	LendingRules(LendingSettings settings) {
		this.settings = settings;
	}

	/** The terms on which the bank disburses today. */
	Terms decide(LoanApplication application, LocalDate today) {
		if (!this.settings.currencies().contains(application.principal().currency())) {
			throw Problem.invalid("/principal/currency", "currency").exception();
		}
		DueDates dueDates = application.firstDue().map(DueDates::from).orElseGet(() -> DueDates.after(today));
		List<Refusal> refusals = refusals(application, dueDates.first(), today);
		if (!refusals.isEmpty()) {
			throw refused(refusals);
		}
		Terms terms = new Terms(application.principal().amount(), application.rate(), application.termMonths(), today,
				dueDates);
		requireSchedule(terms);
		return terms;
	}

	private List<Refusal> refusals(LoanApplication application, LocalDate firstDue, LocalDate today) {
		ProductBounds bounds = this.settings.of(application.product());
		String loan = "A " + application.product().code() + " loan ";
		List<Refusal> refusals = new ArrayList<>();
		if (!bounds.allowPrincipal(application.principal().amount())) {
			refusals.add(new Refusal("principal",
					loan + "is of " + plain(bounds.minPrincipal()) + " to " + plain(bounds.maxPrincipal()) + "."));
		}
		if (!bounds.allowMonths(application.termMonths())) {
			refusals.add(new Refusal("term",
					loan + "runs " + bounds.minMonths() + " to " + bounds.maxMonths() + " months."));
		}
		if (!bounds.allowRate(application.rate().percent())) {
			refusals.add(new Refusal("rate", loan + "bears 0 to " + plain(bounds.maxRate()) + " percent a year."));
		}
		long longest = this.settings.longestFirstMonth().toDays();
		if (!firstDue.isAfter(today) || firstDue.isAfter(today.plusDays(longest))) {
			refusals.add(new Refusal("first-due-date",
					"The first instalment is due 1 to " + longest + " days after disbursement."));
		}
		return refusals;
	}

	private static void requireSchedule(Terms terms) {
		try {
			Schedule.of(terms);
		}
		catch (NotAmortisingException ex) {
			throw refused(List.of(new Refusal("schedule",
					"An annuity rounded to the cent does not pay this loan down within its months.")));
		}
	}

	private static RuntimeException refused(List<Refusal> refusals) {
		return Problem
			.of(HttpStatus.UNPROCESSABLE_CONTENT, "application-refused", "Application refused",
					"The application breaks the rules of its product.")
			.with("refusals", List.copyOf(refusals))
			.exception();
	}

	private static String plain(BigDecimal bound) {
		return bound.toPlainString();
	}

}
