package dev.gatehouse.gateway.forward;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** One retry for ten requests, and a few at first. */
class RetryBudgetTests {

	private final RetryBudget budget = new RetryBudget();

	@Test
	void tenRetriesAreThereAtFirstAndNotOneMore() {
		assertThat(spent(50)).isEqualTo(10);
	}

	@Test
	void tenRequestsEarnARetry() {
		spent(50);
		earn(9);
		assertThat(this.budget.spend()).isFalse();
		earn(1);
		assertThat(this.budget.spend()).isTrue();
		assertThat(this.budget.spend()).isFalse();
	}

	@Test
	void quietTimesAreNotSavedUp() {
		earn(10_000);
		assertThat(spent(50)).isEqualTo(10);
	}

	private void earn(int requests) {
		for (int i = 0; i < requests; i++) {
			this.budget.earn();
		}
	}

	private int spent(int attempts) {
		int spent = 0;
		for (int i = 0; i < attempts; i++) {
			spent += this.budget.spend() ? 1 : 0;
		}
		return spent;
	}

}
