package dev.gatehouse.loans.apply;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

import dev.gatehouse.loans.annuity.InterestRate;
import dev.gatehouse.loans.book.Product;
import dev.gatehouse.service.money.Money;
import dev.gatehouse.service.problem.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

/** An application as it is sent, held to the contract and not yet to any product. */
record LoanApplication(@NotNull Product product, @NotNull @Valid Borrower borrower, @NotNull @Positive Money principal,
		@NotNull @Pattern(regexp = LoanApplication.RATE) String annualRate,
		@NotNull @Min(1) @Max(480) Integer termMonths,
		@Pattern(regexp = LoanApplication.DATE) @Nullable String firstDueDate) {

	static final String RATE = "30(\\.0{1,4})?|[12]?[0-9](\\.[0-9]{1,4})?";

	static final String DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}";

	/** Any script, but of ASCII only what names are made of, and nothing invisible. */
	static final String NAME = "[^\\x00-\\x2f\\x3a-\\x40" + LoanApplication.NO_NAME + "]"
			+ "[^\\x00-\\x1f\\x21-\\x25\\x2a\\x3a-\\x40" + LoanApplication.NO_NAME + "]{0,139}";

	private static final String NO_NAME = "\\x5b-\\x60\\x7b-\\xa0\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufeff";

	InterestRate rate() {
		return new InterestRate(new BigDecimal(this.annualRate));
	}

	/** The day as a day: the form alone also has a 30 February. */
	Optional<LocalDate> firstDue() {
		try {
			return Optional.ofNullable(this.firstDueDate).map(LocalDate::parse);
		}
		catch (DateTimeException ex) {
			throw Problem.invalid("/firstDueDate", "format").exception();
		}
	}

	/** Who shall owe the loan. */
	record Borrower(@NotNull @Pattern(regexp = LoanApplication.NAME) String name) {

	}

}
