package dev.gatehouse.cli.bank;

import java.util.List;
import java.util.stream.Stream;

import dev.gatehouse.cli.credentials.Credentials;
import dev.gatehouse.cli.credentials.Placeholders;

/** What the bank is made of. */
public final class Parts {

	private Parts() {
	}

	/** All parts, those that others need first. */
	public static List<Part> of(Layout layout, Ports ports, Credentials credentials) {
		return List.of(new Postgres(layout, ports, credentials), new Keycloak(layout, ports, credentials),
				new Service("accounts", ports.accounts(), layout, ports, credentials),
				new Service("loans", ports.loans(), layout, ports, credentials),
				new Service("cards", ports.cards(), layout, ports, credentials),
				new Gateway(layout, ports, credentials));
	}

	/** The names of all parts, in the same order. */
	public static List<String> names() {
		return List.of(Postgres.NAME, Keycloak.NAME, "accounts-service", "loans-service", "cards-service",
				Gateway.NAME);
	}

	/** The names of the secrets that they need. */
	public static List<String> secrets(Layout layout) {
		return Stream
			.concat(Stream.of(Credentials.KEYCLOAK_ADMIN_PASSWORD, Credentials.POSTGRES_PASSWORD,
					Credentials.CARDS_NUMBER_KEY, Credentials.MANAGEMENT_SECRET),
					Placeholders.in(layout.realm()).stream())
			.toList();
	}

}
