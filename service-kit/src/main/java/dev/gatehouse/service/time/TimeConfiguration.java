package dev.gatehouse.service.time;

import java.time.Clock;
import java.time.Duration;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.util.IdGenerator;

/** The one clock and the one source of ids; a test brings its own. */
@AutoConfiguration
final class TimeConfiguration {

	/**
	 * Ticks in microseconds, as PostgreSQL does, so that an instant survives being
	 * stored.
	 */
	@Bean
	@ConditionalOnMissingBean
	Clock clock() {
		return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000));
	}

	@Bean
	@ConditionalOnMissingBean
	IdGenerator idGenerator(Clock clock) {
		return new TimeOrderedIds(clock);
	}

}
