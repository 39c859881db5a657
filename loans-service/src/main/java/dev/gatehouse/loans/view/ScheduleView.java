package dev.gatehouse.loans.view;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import dev.gatehouse.loans.annuity.Instalment;
import dev.gatehouse.loans.annuity.Schedule;
import dev.gatehouse.loans.book.Loan;
import dev.gatehouse.service.money.Money;

/** A loan's schedule as the outside sees it. */
record ScheduleView(UUID loanId, Money principal, Money totalInterest, Money totalPayable, List<Line> instalments) {

	static ScheduleView of(Loan loan) {
		Schedule schedule = Schedule.of(loan.terms());
		return new ScheduleView(loan.id(), loan.money(loan.terms().principal()), loan.money(schedule.totalInterest()),
				loan.money(schedule.totalPayable()),
				schedule.instalments().stream().map((instalment) -> Line.of(loan, instalment)).toList());
	}

	/** One instalment. */
	record Line(int number, LocalDate dueDate, Money payment, Money interest, Money principal, Money remaining) {

		static Line of(Loan loan, Instalment instalment) {
			return new Line(instalment.number(), instalment.dueDate(), loan.money(instalment.payment()),
					loan.money(instalment.interest()), loan.money(instalment.principal()),
					loan.money(instalment.remaining()));
		}

	}

}
