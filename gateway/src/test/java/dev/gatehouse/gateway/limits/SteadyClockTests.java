package dev.gatehouse.gateway.limits;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SteadyClockTests {

	private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

	private long nanos = Long.MAX_VALUE - 5;

	private Instant wall = START;

	private final SteadyClock clock = new SteadyClock(() -> this.wall, () -> this.nanos);

	@Test
	void isTheWallClockAsLongAsThatGoesOnAsItShould() {
		for (int i = 0; i < 100; i++) {
			pass(Duration.ofMillis(700));
			assertThat(this.clock.instant()).isEqualTo(this.wall);
		}
	}

	@Test
	void stepOfADayIsNotTaken() {
		this.wall = this.wall.plus(Duration.ofDays(1));
		assertThat(this.clock.instant()).isEqualTo(START);
		pass(Duration.ofSeconds(100));
		assertThat(this.clock.instant()).isEqualTo(START.plusSeconds(101));
		this.wall = this.wall.minus(Duration.ofDays(2));
		assertThat(this.clock.instant()).isEqualTo(START.plusSeconds(101));
		pass(Duration.ofSeconds(100));
		assertThat(this.clock.instant()).isEqualTo(START.plusSeconds(200));
	}

	@Test
	void clockThatWasPutRightIsFollowedUntilItIsReached() {
		this.wall = this.wall.plusSeconds(3);
		for (int i = 0; i < 300; i++) {
			pass(Duration.ofSeconds(1));
			assertThat(this.clock.instant()).isBeforeOrEqualTo(this.wall);
		}
		assertThat(this.clock.instant()).isEqualTo(this.wall);
	}

	@Test
	void manyReadingsFollowNoFasterThanOne() {
		this.wall = this.wall.plus(Duration.ofDays(1));
		for (int i = 0; i < 100_000; i++) {
			pass(Duration.ofMillis(1));
			this.clock.instant();
		}
		assertThat(this.clock.instant()).isBetween(START.plusMillis(100_900), START.plusSeconds(101));
	}

	private void pass(Duration time) {
		this.nanos += time.toNanos();
		this.wall = this.wall.plus(time);
	}

}
