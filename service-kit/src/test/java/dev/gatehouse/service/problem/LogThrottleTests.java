package dev.gatehouse.service.problem;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LogThrottleTests {

	@Test
	void firstLinePassesAndTheFloodDoesNot() {
		LogThrottle throttle = new LogThrottle();
		assertThat(throttle.permits()).isTrue();
		assertThat(IntStream.range(0, 1000).filter((_) -> throttle.permits()).count()).isLessThanOrEqualTo(1);
	}

}
