package dev.gatehouse.benchmarks.load;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Requests are due at a constant rate that does not drift. */
class ScheduleTests {

	@Test
	void requestsAreDueAtAConstantRate() {
		Schedule schedule = new Schedule(1000, 4000, 0);
		assertThat(schedule.due(0)).isEqualTo(1000);
		assertThat(schedule.due(1)).isEqualTo(251_000);
		assertThat(schedule.due(4_000_000)).isEqualTo(1_000_000_001_000L);
		assertThat(schedule.within(2.5)).isEqualTo(10_000);
	}

	/**
	 * Half as many are due while it rises, a quarter of those in the first half of that.
	 */
	@Test
	void rateRisesEvenly() {
		Schedule schedule = new Schedule(1000, 4000, 10);
		assertThat(schedule.due(0)).isEqualTo(1000);
		assertThat(schedule.within(5)).isEqualTo(5000);
		assertThat(schedule.due(5000)).isEqualTo(5_000_001_000L);
		assertThat(schedule.within(10)).isEqualTo(20_000);
		assertThat(schedule.due(20_000)).isEqualTo(10_000_001_000L);
		assertThat(schedule.due(20_001)).isEqualTo(10_000_251_000L);
		assertThat(schedule.within(11)).isEqualTo(24_000);
	}

	@Test
	void rateOfNothingIsRefused() {
		assertThatThrownBy(() -> new Schedule(0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
		assertThatThrownBy(() -> new Schedule(0, 1, -1)).isInstanceOf(IllegalArgumentException.class);
	}

}
