package dev.gatehouse.service.storage;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The pool, as requests see it: closed until the schema is there, and every connection
 * under its request's deadline.
 */
final class BoundedDataSource extends DelegatingDataSource {

	private final Migration migration;

	BoundedDataSource(DataSource pool, Migration migration) {
		super(pool);
		this.migration = migration;
	}

	@Override
	public Connection getConnection() throws SQLException {
		if (!this.migration.isDone()) {
			throw new StorageUnavailableException("the schema is not there yet");
		}
		Deadline deadline = Deadline.current().orElse(null);
		if (deadline != null) {
			deadline.start();
		}
		Connection connection = super.getConnection();
		return (deadline != null) ? deadline.watch(connection) : connection;
	}

	@Override
	public Connection getConnection(String username, String password) throws SQLException {
		throw new SQLException("the pool has one user");
	}

}
