package dev.gatehouse.system.walk;

/** Bodies that the services take. */
final class Bodies {

	static final String ACCOUNT = """
			{"holder": "Ada Lovelace", "currency": "EUR", "overdraftLimit": {"amount": "100.00", "currency": "EUR"}}""";

	static final String LOAN = """
			{"product": "consumer", "borrower": {"name": "Grace Hopper"}, "annualRate": "5.5", "termMonths": 12,
			 "principal": {"amount": "1200.00", "currency": "EUR"}}""";

	static final String CARD = """
			{"product": "debit", "holderName": "Ada Lovelace", "currency": "EUR",
			 "monthlyLimit": {"amount": "1500.00", "currency": "EUR"}}""";

	private Bodies() {
	}

	static String posting(String type, String amount) {
		return """
				{"type": "%s", "amount": {"amount": "%s", "currency": "EUR"}}""".formatted(type, amount);
	}

	static String repayment(String amount) {
		return """
				{"amount": {"amount": "%s", "currency": "EUR"}}""".formatted(amount);
	}

	static String block(String reason) {
		return """
				{"reason": "%s"}""".formatted(reason);
	}

	static String limit(String amount) {
		return """
				{"amount": "%s", "currency": "EUR"}""".formatted(amount);
	}

}
