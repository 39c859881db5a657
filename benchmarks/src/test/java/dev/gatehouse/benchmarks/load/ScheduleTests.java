package dev.gatehouse.benchmarks.load;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Requests are due at a constant rate that does not drift. */
class ScheduleTests {

	@Test
	void requestsAreDueAtAConstantRate() {
		Schedule schedule = new Schedule(1000, 4000);
		assertThat(schedule.due(0)).isEqualTo(1000);
		assertThat(schedule.due(1)).isEqualTo(251_000);
		assertThat(schedule.due(4_000_000)).isEqualTo(1_000_000_001_000L);
		assertThat(schedule.within(2.5)).isEqualTo(10_000);
	}

	@Test
	void rateOfNothingIsRefused() {
		assertThatThrownBy(() -> new Schedule(0, 0)).isInstanceOf(IllegalArgumentException.class);
	}

}
