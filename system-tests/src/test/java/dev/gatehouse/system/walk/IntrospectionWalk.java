package dev.gatehouse.system.walk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import dev.gatehouse.system.Answer;
import dev.gatehouse.system.Bank;
import dev.gatehouse.system.Contract;
import dev.gatehouse.system.EmptyService;
import dev.gatehouse.system.GatewayProcess;
import dev.gatehouse.system.Metrics;
import dev.gatehouse.system.Partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A gateway that asks Keycloak about each token of one API (RFC 7662), and has no other
 * way to hear what was ended.
 */
final class IntrospectionWalk implements AutoCloseable {

	private final Bank bank;

	private final EmptyService service = new EmptyService();

	private final GatewayProcess gateway;

	IntrospectionWalk(Bank bank, Path folder) {
		this.bank = bank;
		this.gateway = new GatewayProcess(bank, this.service.url(), folder,
				Map.of("GATEHOUSE_CONTRACTS", contracts(folder).toString(), "GATEHOUSE_ISSUER_INTROSPECTION_URI",
						bank.issuer() + "/protocol/openid-connect/token/introspect",
						"GATEHOUSE_ISSUER_INTROSPECTION_CLIENTSECRET", bank.credential("BANK_GATEWAY_SECRET"),
						"GATEHOUSE_ISSUER_INTROSPECTION_MAXAGE", "1s"));
		this.gateway.awaitReady();
	}

	private static Path contracts(Path folder) {
		try {
			Path contracts = Files.createDirectory(folder.resolve("contracts"));
			Path apis = Contract.repository().resolve("apis");
			for (String api : new String[] { "accounts.yaml", "loans.yaml", "cards.yaml" }) {
				String asked = api.equals("cards.yaml") ? "x-gatehouse-introspect: true\n" : "";
				Files.writeString(contracts.resolve(api), asked + Files.readString(apis.resolve(api)));
			}
			return contracts;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void walk() {
		KeycloakClient client = new KeycloakClient(this.bank, "initech-cards");
		String token = client.token();
		String other = new Partner(this.bank, "acme-treasury").token("");
		read(token, "/v1/cards").expect(200);
		read(other, "/v1/accounts").expect(200);
		assertThat(asked("active")).isEqualTo(1);
		client.enable(false);
		try {
			await().atMost(Duration.ofSeconds(5)).until(() -> read(token, "/v1/cards").status() == 401);
			assertThat(read(token, "/v1/cards").text("/reason")).isEqualTo("revoked");
		}
		finally {
			client.enable(true);
		}
		assertThat(asked("inactive")).isPositive();
		assertThat(asked("failure")).isZero();
		read(other, "/v1/accounts").expect(200);
	}

	private double asked(String result) {
		return Metrics.sum(this.gateway.management(), "gatehouse_introspections_total{result=\"" + result + "\"}");
	}

	private Answer read(String token, String path) {
		return Partner.readAt(this.gateway.url(), token, path);
	}

	@Override
	public void close() {
		this.gateway.close();
		this.service.close();
	}

}
