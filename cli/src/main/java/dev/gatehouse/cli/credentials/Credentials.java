package dev.gatehouse.cli.credentials;

import java.util.Locale;
import java.util.Map;

import dev.gatehouse.cli.terminal.Complaint;

/**
 * The secrets of a bank by name. They never show in {@link #toString()}.
 *
 * @param values name to value
 * @param source where they come from, for messages
 */
public record Credentials(Map<String, String> values, String source) {

	public static final String KEYCLOAK_ADMIN_PASSWORD = "KEYCLOAK_ADMIN_PASSWORD";

	/** The client that manages the realm's clients for these commands. */
	public static final String ONBOARDING = "gatehouse-onboarding";

	public static final String POSTGRES_PASSWORD = "POSTGRES_PASSWORD";

	/**
	 * Base64 of at least 32 bytes: what the cards service fingerprints card numbers with.
	 */
	public static final String CARDS_NUMBER_KEY = "CARDS_NUMBER_KEY";

	/** What operators show at the gateway's management port. */
	public static final String MANAGEMENT_SECRET = "GATEHOUSE_MANAGEMENT_SECRET";

	public Credentials {
		values = Map.copyOf(values);
	}

	/**
	 * The name of a client's secret: its id in capitals, '_' for '-', and
	 * {@code _SECRET}.
	 */
	public static String secretName(String client) {
		return client.toUpperCase(Locale.ROOT).replace('-', '_') + "_SECRET";
	}

	/**
	 * The value of that name.
	 * @throws Complaint if there is none
	 */
	public String get(String name) {
		String value = this.values.get(name);
		if (value == null || value.isEmpty()) {
			throw new Complaint("There is no " + name + " in " + this.source + ".");
		}
		return value;
	}

	@Override
	public String toString() {
		return "Credentials" + this.values.keySet();
	}

}
