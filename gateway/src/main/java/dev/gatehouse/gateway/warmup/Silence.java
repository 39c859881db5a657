package dev.gatehouse.gateway.warmup;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/** Keeps what the threads of a new group say out of the log until it is closed. */
final class Silence extends TurboFilter implements AutoCloseable {

	private final LoggerContext log = (LoggerContext) LoggerFactory.getILoggerFactory();

	private final ThreadGroup group;

	/** Begins. */
	Silence(String group) {
		this.group = new ThreadGroup(group);
		// Before the one that counts what is logged.
		this.log.getTurboFilterList().add(0, this);
	}

	/** Returns the group, whose threads' threads are in it too. */
	ThreadGroup group() {
		return this.group;
	}

	@Override
	public FilterReply decide(@Nullable Marker marker, Logger logger, Level level, @Nullable String format,
			Object @Nullable [] arguments, @Nullable Throwable error) {
		return this.group.parentOf(Thread.currentThread().getThreadGroup()) ? FilterReply.DENY : FilterReply.NEUTRAL;
	}

	@Override
	public void close() {
		this.log.getTurboFilterList().remove(this);
	}

}
