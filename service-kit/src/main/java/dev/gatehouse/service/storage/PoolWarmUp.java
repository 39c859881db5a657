package dev.gatehouse.service.storage;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Opens the first connection before the first request has to wait for it. Starts before
 * the web server does.
 */
final class PoolWarmUp implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(PoolWarmUp.class);

	private static final int ATTEMPTS = 5;

	private final DataSource database;

	private final Migration migration;

	private volatile boolean running;

	PoolWarmUp(DataSource database, Migration migration) {
		this.database = database;
		this.migration = migration;
	}

	@Override
	public void start() {
		this.running = true;
		for (int attempt = 0; attempt < ATTEMPTS && this.migration.isDone(); attempt++) {
			if (isReachable()) {
				return;
			}
		}
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return 0;
	}

	private boolean isReachable() {
		try (Connection connection = this.database.getConnection()) {
			return connection.isValid(1);
		}
		catch (SQLException ex) {
			logger.debug("no connection yet: SQL state {}", ex.getSQLState());
			return false;
		}
	}

}
