package dev.gatehouse.cli.bank;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ports of a bank, all on loopback.
 *
 * @param gateway where partners call
 * @param management the gateway's, for operators
 * @param keycloak where partners get tokens
 * @param keycloakManagement Keycloak's own health and metrics
 * @param postgres the database
 * @param accounts the accounts service
 * @param loans the loans service
 * @param cards the cards service
 * @param keycloakTls where partners that authenticate by certificate get tokens; 0: the
 * bank runs without TLS
 */
public record Ports(int gateway, int management, int keycloak, int keycloakManagement, int postgres, int accounts,
		int loans, int cards, int keycloakTls) {

	private static final String KEYCLOAK_TLS = "keycloak-tls";

	private static final int NONE = 0;

	/**
	 * Those that nobody has to know, wherever it is free, behind those that the user
	 * decides on.
	 */
	public static Ports behind(int gateway, int management, int keycloak) {
		FreePorts free = new FreePorts();
		return new Ports(gateway, management, keycloak, free.next(), free.next(), free.next(), free.next(), free.next(),
				NONE);
	}

	/** All of them wherever it is free, so that several banks run side by side. */
	public static Ports anywhere() {
		FreePorts free = new FreePorts();
		return new Ports(free.next(), free.next(), free.next(), free.next(), free.next(), free.next(), free.next(),
				free.next(), NONE);
	}

	/** The same with TLS: the gateway speaks it, and Keycloak does at this port. */
	public Ports withTls(int port) {
		return new Ports(this.gateway, this.management, this.keycloak, this.keycloakManagement, this.postgres,
				this.accounts, this.loans, this.cards, port);
	}

	/** Whether the bank runs with TLS. */
	public boolean isTls() {
		return this.keycloakTls != NONE;
	}

	/** Name to port, in the order of the components. */
	public Map<String, Integer> byName() {
		Map<String, Integer> ports = new LinkedHashMap<>();
		ports.put("gateway", this.gateway);
		ports.put("management", this.management);
		ports.put("keycloak", this.keycloak);
		ports.put("keycloak-management", this.keycloakManagement);
		ports.put("postgres", this.postgres);
		ports.put("accounts", this.accounts);
		ports.put("loans", this.loans);
		ports.put("cards", this.cards);
		if (isTls()) {
			ports.put(KEYCLOAK_TLS, this.keycloakTls);
		}
		return ports;
	}

	/**
	 * The inverse of {@link #byName()}.
	 * @throws IllegalArgumentException if one is missing
	 */
	public static Ports of(Map<String, Integer> ports) {
		return new Ports(port(ports, "gateway"), port(ports, "management"), port(ports, "keycloak"),
				port(ports, "keycloak-management"), port(ports, "postgres"), port(ports, "accounts"),
				port(ports, "loans"), port(ports, "cards"), ports.getOrDefault(KEYCLOAK_TLS, NONE));
	}

	public String gatewayUrl() {
		return (isTls() ? "https" : "http") + "://localhost:" + this.gateway;
	}

	public String managementUrl() {
		return "http://localhost:" + this.management;
	}

	public String keycloakUrl() {
		return "http://localhost:" + this.keycloak;
	}

	/** Where Keycloak speaks TLS, and asks for certificates. */
	public String keycloakTlsUrl() {
		return "https://localhost:" + this.keycloakTls;
	}

	/** The issuer that every token names, also of those that were got over TLS. */
	public String issuer() {
		return keycloakUrl() + "/realms/bank";
	}

	private static int port(Map<String, Integer> ports, String name) {
		Integer port = ports.get(name);
		if (port == null) {
			throw new IllegalArgumentException("no port " + name);
		}
		return port;
	}

}
