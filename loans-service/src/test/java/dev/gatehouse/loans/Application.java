package dev.gatehouse.loans;

import org.jspecify.annotations.Nullable;

/** An application in the making; every value is put into the JSON as it is. */
record Application(String product, String borrower, String amount, String currency, String rate, String months,
		@Nullable String firstDueDate) {

	/** 12 percent on 1000.00 over twelve months: one percent a month. */
	static Application consumer() {
		return new Application("consumer", "Ada Lovelace", "1000.00", "EUR", "12", "12", null);
	}

	static Application of(String product, String amount, String rate, int months) {
		return new Application(product, "Ada Lovelace", amount, "EUR", rate, Integer.toString(months), null);
	}

	Application over(int length) {
		return of(this.product, this.amount, this.rate, length);
	}

	Application in(String other) {
		return new Application(this.product, this.borrower, this.amount, other, this.rate, this.months,
				this.firstDueDate);
	}

	Application firstDue(String day) {
		return new Application(this.product, this.borrower, this.amount, this.currency, this.rate, this.months, day);
	}

	Application by(String name) {
		return new Application(this.product, name, this.amount, this.currency, this.rate, this.months,
				this.firstDueDate);
	}

	String json() {
		String due = (this.firstDueDate != null) ? ", \"firstDueDate\": \"" + this.firstDueDate + "\"" : "";
		return """
				{"product": "%s", "borrower": {"name": "%s"}, "principal": {"amount": "%s", "currency": "%s"},
				"annualRate": "%s", "termMonths": %s%s}""".formatted(this.product, this.borrower, this.amount,
				this.currency, this.rate, this.months, due);
	}

}
