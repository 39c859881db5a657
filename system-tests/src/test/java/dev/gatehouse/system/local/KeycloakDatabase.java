package dev.gatehouse.system.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Keycloak's database as another node of it would use it: what is changed here is not in
 * the cache of the node that runs.
 */
public final class KeycloakDatabase implements AutoCloseable {

	/** The line of PostgreSQL's own file that has its port. */
	private static final int PORT = 3;

	private final Connection connection;

	private KeycloakDatabase(Connection connection) {
		this.connection = connection;
	}

	static KeycloakDatabase open(Path data, String password) {
		try {
			String port = Files.readAllLines(data.resolve("postmaster.pid")).get(PORT).strip();
			return new KeycloakDatabase(DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/keycloak",
					"postgres", password));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** From now on nothing is committed but by {@link #commit}. */
	public void begin() {
		try {
			this.connection.setAutoCommit(false);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public void commit() {
		try {
			this.connection.commit();
			this.connection.setAutoCommit(true);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** What was begun and not committed has not been. */
	public void rollback() {
		try {
			if (!this.connection.getAutoCommit()) {
				this.connection.rollback();
				this.connection.setAutoCommit(true);
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public void execute(String sql, Object... parameters) {
		try (PreparedStatement statement = prepare(sql, parameters)) {
			statement.execute();
		}
		catch (SQLException ex) {
			throw new IllegalStateException(sql, ex);
		}
	}

	/** Returns the number that a query answers. */
	public long number(String sql, Object... parameters) {
		try (PreparedStatement statement = prepare(sql, parameters); ResultSet rows = statement.executeQuery()) {
			rows.next();
			return rows.getLong(1);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(sql, ex);
		}
	}

	private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
		PreparedStatement statement = this.connection.prepareStatement(sql);
		for (int i = 0; i < parameters.length; i++) {
			statement.setObject(i + 1, parameters[i]);
		}
		return statement;
	}

	@Override
	public void close() {
		try {
			this.connection.close();
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
