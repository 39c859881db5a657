package dev.gatehouse.cli.bank;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

import dev.gatehouse.cli.terminal.Complaint;

/**
 * The databases of the local server, over JDBC.
 *
 * @param port where the server listens on loopback
 * @param password the superuser's
 */
record Databases(int port, String password) {

	static final String USER = "postgres";

	/** The services', a schema each. */
	static final String BANK = "bank";

	static final String KEYCLOAK = "keycloak";

	private static final String MAINTENANCE = "postgres";

	static String url(int port, String database) {
		return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
	}

	/** Whether the server answers a query. */
	Health health() {
		try (Connection connection = connect(); Statement statement = connection.createStatement()) {
			statement.execute("SELECT 1");
			return Health.READY;
		}
		catch (SQLException ex) {
			return Health.not("refuses a connection: " + ex.getMessage());
		}
	}

	/** Makes those that are not there yet. */
	void create() {
		try (Connection connection = connect()) {
			create(connection, BANK);
			create(connection, KEYCLOAK);
			try (Statement statement = connection.createStatement()) {
				// Keycloak's first start is a thousand small commits; a crash may cost it
				// the last of them.
				statement.execute("ALTER DATABASE " + KEYCLOAK + " SET synchronous_commit = off");
			}
		}
		catch (SQLException ex) {
			throw new Complaint("The databases cannot be created: " + ex.getMessage() + ".", ex);
		}
	}

	@Override
	public String toString() {
		return "Databases[" + this.port + "]";
	}

	private static void create(Connection connection, String database) throws SQLException {
		String query = "SELECT 1 FROM pg_database WHERE datname = ?";
		try (PreparedStatement asked = connection.prepareStatement(query);
				Statement statement = connection.createStatement()) {
			asked.setString(1, database);
			if (!asked.executeQuery().next()) {
				statement.execute("CREATE DATABASE " + database);
			}
		}
	}

	private Connection connect() throws SQLException {
		Properties properties = new Properties();
		properties.setProperty("user", USER);
		properties.setProperty("password", this.password);
		properties.setProperty("connectTimeout", "2");
		properties.setProperty("loginTimeout", "3");
		properties.setProperty("socketTimeout", "10");
		return DriverManager.getConnection(url(this.port, MAINTENANCE), properties);
	}

}
