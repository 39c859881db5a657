package dev.gatehouse.system;

import java.net.URI;
import java.util.Locale;

/**
 * A running bank, as a partner and an operator reach it. Closing it leaves no process,
 * container or port behind.
 */
public interface Bank extends AutoCloseable {

	/** Where partners call. */
	URI gateway();

	/** Where operators look. */
	URI management();

	/** The issuer as tokens name it, which is also where tokens are fetched. */
	URI issuer();

	/** A secret of the bank by its name in credentials.env. */
	String credential(String name);

	/** A partner's client secret. */
	default String secret(String client) {
		return credential(secretName(client));
	}

	/** The name of a client's secret. */
	static String secretName(String client) {
		return client.toUpperCase(Locale.ROOT).replace('-', '_') + "_SECRET";
	}

	@Override
	void close();

}
