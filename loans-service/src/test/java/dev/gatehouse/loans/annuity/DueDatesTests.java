package dev.gatehouse.loans.annuity;

import java.time.LocalDate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DueDatesTests {

	@Test
	void lastDayOfJanuaryIsClampedAndComesBack() {
		assertThat(firstFive(DueDates.from(LocalDate.parse("2027-01-31")))).containsExactly("2027-01-31", "2027-02-28",
				"2027-03-31", "2027-04-30", "2027-05-31");
	}

	@Test
	void leapYearGivesFebruaryItsTwentyNinth() {
		assertThat(firstFive(DueDates.from(LocalDate.parse("2028-01-30")))).startsWith("2028-01-30", "2028-02-29",
				"2028-03-30");
	}

	@Test
	void dayOfTheStartIsKeptWhenTheFirstMonthIsShorter() {
		DueDates dates = DueDates.after(LocalDate.parse("2027-01-31"));
		assertThat(dates.day()).isEqualTo(31);
		assertThat(firstFive(dates)).startsWith("2027-02-28", "2027-03-31", "2027-04-30");
	}

	@Test
	void everyMonthHasOneDueDate() {
		DueDates dates = DueDates.from(LocalDate.parse("2027-08-31"));
		for (int number = 1; number < 480; number++) {
			assertThat(dates.of(number + 1).withDayOfMonth(1))
				.isEqualTo(dates.of(number).withDayOfMonth(1).plusMonths(1));
		}
	}

	@ParameterizedTest
	@CsvSource({ "2026-11-02, 1", "2027-01-30, 1", "2027-01-31, 2", "2027-02-27, 2", "2027-02-28, 3", "2027-03-30, 3",
			"2027-03-31, 4", "2030-01-30, 37" })
	void nextDueDateIsLaterThanTheDay(LocalDate day, int number) {
		DueDates dates = DueDates.from(LocalDate.parse("2027-01-31"));
		assertThat(dates.numberAfter(day)).isEqualTo(number);
		assertThat(dates.of(number)).isAfter(day);
	}

	@Test
	void firstDateClampedToItsMonthIsTaken() {
		assertThat(new DueDates(LocalDate.parse("2027-02-28"), 30).of(2)).isEqualTo("2027-03-30");
	}

	@ParameterizedTest
	@CsvSource({ "2027-02-28, 0", "2027-03-31, 32", "2027-02-27, 28", "2027-03-30, 31" })
	void firstDateOffTheAgreedDayIsRefused(LocalDate first, int day) {
		assertThatIllegalArgumentException().isThrownBy(() -> new DueDates(first, day));
	}

	private static Stream<String> firstFive(DueDates dates) {
		return IntStream.rangeClosed(1, 5).mapToObj(dates::of).map(LocalDate::toString);
	}

}
