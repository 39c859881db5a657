package dev.gatehouse.cli.bank;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.gatehouse.cli.credentials.Credentials;
import dev.gatehouse.cli.process.ProcessStart;
import dev.gatehouse.cli.process.Processes;
import dev.gatehouse.cli.tls.TlsFolder;

/**
 * The gateway. It is started beside the others and is ready once it has the issuer's
 * keys.
 *
 * @param layout where things are
 * @param ports where everything listens
 * @param credentials its own secret at the issuer and the operators' are among them
 */
record Gateway(Layout layout, Ports ports, Credentials credentials) implements Part {

	static final String NAME = "gateway";

	/** As whom it asks the issuer, and what partners ask their tokens for. */
	private static final String CLIENT = "bank-gateway";

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public String address() {
		return this.ports.gatewayUrl();
	}

	@Override
	public List<Integer> listensOn() {
		return List.of(this.ports.gateway(), this.ports.management());
	}

	@Override
	public Set<String> needs() {
		return Set.of();
	}

	@Override
	public void prepare(Processes processes) throws InterruptedException {
		app().prepare(processes);
	}

	@Override
	public ProcessStart start() {
		return new ProcessStart(name(), app().command(List.of("-Xmx384m")), environment(), this.layout.state());
	}

	@Override
	public Health health() {
		return HttpHealth.of("http://127.0.0.1:" + this.ports.management() + "/actuator/health/readiness");
	}

	@Override
	public Duration patience() {
		return Duration.ofSeconds(300);
	}

	private BootApp app() {
		return new BootApp(NAME, this.layout);
	}

	private Map<String, String> environment() {
		Map<String, String> environment = new HashMap<>();
		environment.put("SERVER_PORT", Integer.toString(this.ports.gateway()));
		environment.put("SERVER_ADDRESS", "127.0.0.1");
		environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(this.ports.management()));
		environment.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
		environment.put("GATEHOUSE_ISSUER_URI", this.ports.issuer());
		environment.put("GATEHOUSE_ISSUER_KEYSFILE", this.layout.issuerKeys().toString());
		environment.put("GATEHOUSE_ISSUER_CUTOFFS_URI", this.ports.issuer() + "/gatehouse/cutoffs");
		environment.put("GATEHOUSE_ISSUER_CUTOFFS_CLIENTSECRET", this.credentials.get(Credentials.secretName(CLIENT)));
		environment.put("GATEHOUSE_ISSUER_CUTOFFS_FILE", this.layout.issuerCutoffs().toString());
		environment.put("GATEHOUSE_REVOCATIONS_FILE", this.layout.revocations().toString());
		environment.put("GATEHOUSE_MANAGEMENT_SECRET", this.credentials.get(Credentials.MANAGEMENT_SECRET));
		environment.put("GATEHOUSE_AUDIENCE", CLIENT);
		environment.put("GATEHOUSE_PUBLICURI", this.ports.gatewayUrl());
		environment.put("GATEHOUSE_CONTRACTS", this.layout.contracts().toString());
		environment.put("GATEHOUSE_PARTNERS", this.layout.partners().toString());
		environment.put("GATEHOUSE_AUDIT_FOLDER", this.layout.audit().toString());
		environment.put("GATEHOUSE_UPSTREAMS_ACCOUNTS", "http://127.0.0.1:" + this.ports.accounts());
		environment.put("GATEHOUSE_UPSTREAMS_LOANS", "http://127.0.0.1:" + this.ports.loans());
		environment.put("GATEHOUSE_UPSTREAMS_CARDS", "http://127.0.0.1:" + this.ports.cards());
		if (this.ports.isTls()) {
			environment.putAll(tls(this.layout.tls()));
		}
		return environment;
	}

	/** Partners may show a certificate; operators on this machine need none. */
	private static Map<String, String> tls(TlsFolder folder) {
		return Map.of("SERVER_SSL_BUNDLE", NAME, "SERVER_SSL_CLIENTAUTH", "want", "SERVER_HTTP2_ENABLED", "true",
				"MANAGEMENT_SERVER_SSL_ENABLED", "false", "SPRING_SSL_BUNDLE_PEM_GATEWAY_KEYSTORE_CERTIFICATE",
				"file:" + folder.serverCertificate(), "SPRING_SSL_BUNDLE_PEM_GATEWAY_KEYSTORE_PRIVATEKEY",
				"file:" + folder.serverKey(), "SPRING_SSL_BUNDLE_PEM_GATEWAY_TRUSTSTORE_CERTIFICATE",
				"file:" + folder.authority(), "SPRING_SSL_BUNDLE_PEM_GATEWAY_RELOADONUPDATE", "true");
	}

}
