package dev.gatehouse.cli.stack;

import dev.gatehouse.cli.bank.Layout;
import dev.gatehouse.cli.bank.Ports;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.tls.CertificateClients;

/** What one wants to know once the bank is up. */
final class Welcome {

	private Welcome() {
	}

	static void print(Terminal terminal, Layout layout, Ports ports, boolean onItsOwn) {
		terminal.line("");
		terminal.line("gateway     " + ports.gatewayUrl());
		terminal.line("management  " + ports.managementUrl());
		terminal.line("console     " + ports.managementUrl() + "/console");
		terminal.line("Keycloak    " + ports.keycloakUrl() + "  (issuer " + ports.issuer() + ")");
		if (ports.isTls()) {
			terminal.line("            " + ports.keycloakTlsUrl() + "  for partners with a certificate");
			terminal.line("TLS         " + layout.tls().authority() + "  (the authority to trust)");
		}
		terminal.line("secrets     " + layout.credentials().path());
		terminal.line("logs        " + layout.logs());
		terminal.line("");
		terminal.line("./gatehouse call acme-treasury GET /v1/accounts");
		if (ports.isTls()) {
			CertificateClients.in(layout.realm())
				.keySet()
				.forEach((client) -> terminal.line("./gatehouse call " + client + " GET /v1/accounts"));
			terminal.line("curl --cacert " + layout.tls().authority()
					+ " -H \"Authorization: Bearer $(./gatehouse token acme-treasury)\" " + ports.gatewayUrl()
					+ "/v1/accounts");
		}
		terminal.line(onItsOwn ? "./gatehouse down    stops it" : "Ctrl-C stops it.");
	}

}
