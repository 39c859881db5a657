package dev.gatehouse.service.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The moment at which a request has waited long enough for its database, counted from
 * when it first asks for it: what a cold start takes before is not the database's fault.
 * Every connection the request borrows is cut then, whatever it waits for: a socket
 * time-out bounds one read, this bounds their sum.
 */
final class Deadline {

	private static final Logger logger = LoggerFactory.getLogger(Deadline.class);

	private static final ThreadLocal<Deadline> CURRENT = new ThreadLocal<>();

	private final List<Connection> borrowed = new ArrayList<>(1);

	private final DeadlineTimer timer;

	private @Nullable Future<?> expiry;

	private State state = State.RUNNING;

	Deadline(DeadlineTimer timer) {
		this.timer = timer;
	}

	/** The deadline of the request this thread works for; none outside requests. */
	static Optional<Deadline> current() {
		return Optional.ofNullable(CURRENT.get());
	}

	void begin() {
		CURRENT.set(this);
	}

	/** The request asks for its database: from the first time on, its time runs. */
	synchronized void start() {
		if (this.expiry == null) {
			this.expiry = this.timer.start(this);
		}
	}

	/**
	 * The request is answered; what it borrowed is the pool's again and none of this
	 * deadline's business.
	 */
	synchronized void end() {
		CURRENT.remove();
		this.state = State.ENDED;
		if (this.expiry != null) {
			this.expiry.cancel(false);
		}
		this.borrowed.clear();
	}

	/** Refuses the connection when the time is already up, watches it otherwise. */
	Connection watch(Connection connection) throws SQLException {
		if (!add(connection)) {
			connection.close();
			throw new StorageUnavailableException("the time for this request is up");
		}
		return connection;
	}

	private synchronized boolean add(Connection connection) {
		return this.state == State.RUNNING && this.borrowed.add(connection);
	}

	/**
	 * A closed connection of the pool ignores being cut, so only what is still borrowed
	 * is.
	 */
	synchronized void expire() {
		if (this.state == State.RUNNING) {
			this.state = State.EXPIRED;
			this.borrowed.forEach(Deadline::cut);
		}
	}

	private static void cut(Connection connection) {
		try {
			connection.abort(Runnable::run);
		}
		catch (SQLException ex) {
			logger.warn("connection could not be cut: SQL state {}", ex.getSQLState());
		}
	}

	private enum State {

		RUNNING, EXPIRED, ENDED

	}

}
