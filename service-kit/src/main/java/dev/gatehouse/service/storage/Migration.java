package dev.gatehouse.service.storage;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/**
 * Brings the schema up to date: at start when the database is there, as soon as it comes
 * otherwise. A database that is away never stops the service from starting; a migration
 * that is wrong does.
 */
final class Migration implements FlywayMigrationStrategy, DisposableBean {

	private static final Logger logger = LoggerFactory.getLogger(Migration.class);

	private final Duration retry;

	private final CountDownLatch stopped = new CountDownLatch(1);

	private volatile boolean done;

	Migration(Duration retry) {
		this.retry = retry;
	}

	boolean isDone() {
		return this.done;
	}

	@Override
	public void migrate(Flyway flyway) {
		try {
			attempt(flyway);
		}
		catch (RuntimeException ex) {
			if (!isUnreachable(ex)) {
				throw ex;
			}
			logger.warn("the database is not there yet; the schema will be migrated when it comes");
			Thread.ofVirtual().name("migration").start(() -> attemptUntilDone(flyway));
		}
	}

	@Override
	public void destroy() {
		this.stopped.countDown();
	}

	private void attempt(Flyway flyway) {
		flyway.migrate();
		this.done = true;
	}

	private void attemptUntilDone(Flyway flyway) {
		while (!this.done && !isStoppedWithin(this.retry)) {
			try {
				attempt(flyway);
				logger.info("the database has come and the schema is migrated");
			}
			catch (RuntimeException ex) {
				if (!isUnreachable(ex)) {
					logger.error("the schema cannot be migrated; the service stays unready", ex);
				}
			}
		}
	}

	private boolean isStoppedWithin(Duration time) {
		try {
			return this.stopped.await(time.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return true;
		}
	}

	/**
	 * Whether the database was away, starting, stopping or hung (SQL states 08, 57P, 53)
	 * and not the migration wrong.
	 */
	private static boolean isUnreachable(Throwable thrown) {
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			if (cause instanceof SQLException sql) {
				String state = sql.getSQLState();
				return state == null || state.startsWith("08") || state.startsWith("57P") || state.startsWith("53");
			}
		}
		return false;
	}

}
