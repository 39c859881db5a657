package dev.gatehouse.loans;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands until a test moves it. */
final class TimeMachine extends Clock {

	/** Where every test begins: noon of 16 November 2026. */
	static final Instant START = Instant.parse("2026-11-16T12:00:00Z");

	private volatile Instant now = START;

	void reset() {
		this.now = START;
	}

	void advance(Duration time) {
		this.now = this.now.plus(time);
	}

	/** Noon of this day. */
	void travelTo(String day) {
		this.now = LocalDate.parse(day).atTime(12, 0).toInstant(ZoneOffset.UTC);
	}

	@Override
	public Instant instant() {
		return this.now;
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		throw new UnsupportedOperationException("the bank's days are those of UTC");
	}

}
