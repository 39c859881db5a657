package dev.gatehouse.system.walk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gatehouse.system.Answer;
import dev.gatehouse.system.KeycloakAdmin;
import dev.gatehouse.system.Metrics;
import dev.gatehouse.system.Operator;
import dev.gatehouse.system.Partner;
import dev.gatehouse.system.local.LocalBank;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An operator admits a partner, suspends it, gives it another secret and ends it. */
final class OnboardingWalk {

	private static final String CLIENT = "acme-billing";

	private final LocalBank bank;

	OnboardingWalk(LocalBank bank) {
		this.bank = bank;
	}

	/** Other walks find the bank as it was, also if this one ends in the middle. */
	void walk() {
		try {
			admitAndEnd();
		}
		catch (RuntimeException | AssertionError ex) {
			this.bank.tryRun("partner", "remove", CLIENT);
			throw ex;
		}
	}

	private void admitAndEnd() {
		String registry = registry();
		String first = admit();
		shapedLikeTheRealmsOwn();
		listed();
		agedFromNow();

		this.bank.run("partner", "suspend", CLIENT);
		become(first, "partner-suspended");
		this.bank.run("partner", "resume", CLIENT);
		become(first, "");

		String second = rotate(first);
		refuseTwice();

		String token = partner(second).token("");
		assertThat(this.bank.run("partner", "remove", CLIENT)).contains("no partner any more");
		// The registry tells the gateway, and so does Keycloak: whichever comes first.
		await().atMost(Duration.ofSeconds(2))
			.until(() -> List.of("unknown-partner", "invalid-token").contains(read(token).problem()));
		assertThat(partner(second).ask("grant_type=client_credentials").statusCode()).isEqualTo(401);
		assertThat(registry()).isEqualTo(registry);
	}

	/** From the command to the first call that is served: two seconds. */
	private String admit() {
		String printed = this.bank.run("partner", "add", CLIENT, "--name", "Acme Billing: GmbH", "--scopes",
				"accounts:read,loans:read", "--plan", "standard", "--networks", "127.0.0.0/8,::1/128", "--contact",
				"api@acme.example");
		Instant added = Instant.now();
		assertThat(printed).contains(this.bank.issuer() + "/protocol/openid-connect/token", "bank-gateway",
				"accounts:read loans:read", "/v1/accounts'");
		String secret = secret(printed);
		assertThat(printed.split(Pattern.quote(secret), -1)).hasSize(2);
		become(secret, "");
		assertThat(Duration.between(added, Instant.now())).isLessThan(Duration.ofSeconds(4));
		pasted(printed.substring(printed.indexOf("( printf")), secret);
		assertThat(partner(secret).call("POST", "/v1/accounts", Bodies.ACCOUNT).problem())
			.isEqualTo("insufficient-scope");
		Operator.Output again = this.bank.tryRun("partner", "add", CLIENT, "--name", "A", "--scopes", "loans:read",
				"--plan", "standard");
		assertThat(again.status()).isEqualTo(1);
		assertThat(again.text()).contains("already").doesNotContain(secret);
		return secret;
	}

	/** The first call, as the partner is told it, in the shells that there are. */
	private void pasted(String call, String secret) {
		for (Path shell : List.of(Path.of("/bin/bash"), Path.of("/bin/zsh"))) {
			if (Files.isExecutable(shell)) {
				String answer = typed(shell, call, secret);
				assertThat(answer).as(shell.toString()).contains(" 200", "\"items\"").doesNotContain(secret, "Bearer");
			}
		}
	}

	private static String typed(Path shell, String call, String secret) {
		try {
			Process process = new ProcessBuilder(shell.toString(), "-c", call).redirectErrorStream(true).start();
			try (Writer input = process.outputWriter()) {
				input.write(secret + "\n");
			}
			return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * But for its name, its scopes, its secret's times, and what Keycloak adds to either
	 * about browsers.
	 */
	private void shapedLikeTheRealmsOwn() {
		KeycloakAdmin admin = new KeycloakAdmin(this.bank);
		assertThat(shape(admin, CLIENT)).isEqualTo(shape(admin, "acme-treasury"));
	}

	private static Map<String, Object> shape(KeycloakAdmin admin, String client) {
		Map<String, Object> shape = new TreeMap<>();
		admin.get("/clients?clientId=" + client).path(0).propertyStream().forEach((member) -> {
			if (member.getKey().equals("attributes")) {
				member.getValue()
					.propertyStream()
					.filter((attribute) -> !attribute.getKey().matches("client\\.secret\\..*|.*\\.?logout\\..*"))
					.forEach((attribute) -> shape.put(attribute.getKey(), attribute.getValue()));
			}
			else if (!member.getKey().matches("id|clientId|name|secret|optionalClientScopes")) {
				shape.put(member.getKey(), member.getValue());
			}
		});
		return shape;
	}

	private void listed() {
		JsonNode all = Partner.parse(this.bank.run("partner", "list", "--json"));
		all.valueStream().forEach((one) -> assertThat(one.path("wrong").size()).as(one.toString()).isZero());
		assertThat(all.valueStream().map((one) -> one.path("client").asString())).contains("acme-treasury")
			.last()
			.isEqualTo(CLIENT);
		JsonNode billing = all.path(all.size() - 1);
		assertThat(Instant.parse(billing.path("secretSince").asString()))
			.isBetween(Instant.now().minus(Duration.ofMinutes(5)), Instant.now().plusSeconds(5));
		assertThat(this.bank.run("partner", "list")).contains("acme-treasury", CLIENT, "suspended");
		KeycloakAdmin admin = new KeycloakAdmin(this.bank);
		JsonNode client = admin.get("/clients?clientId=" + CLIENT).path(0);
		String scope = admin.get("/client-scopes")
			.valueStream()
			.filter((one) -> one.path("name").asString().equals("cards:read"))
			.map((one) -> one.path("id").asString())
			.findFirst()
			.orElseThrow();
		String given = "/clients/" + client.path("id").asString() + "/optional-client-scopes/" + scope;
		admin.put(given, Map.of());
		assertThat(this.bank.run("partner", "show", CLIENT)).contains("above the ceiling in Keycloak: cards:read");
		admin.delete(given);
		assertThat(this.bank.run("partner", "show", CLIENT)).contains("wrong            -");
	}

	/** Keycloak has made the secret and knows when; the gateway shows it. */
	private void agedFromNow() {
		String series = "gatehouse_partner_secret_age_seconds{client=\"" + CLIENT + "\"}";
		await().atMost(Duration.ofSeconds(10)).until(() -> {
			double age = Metrics.sum(this.bank.management(), series);
			return age > 0 && age < 300;
		});
	}

	/** Old and new secret both, then the new one alone. */
	private String rotate(String first) {
		String printed = this.bank.run("partner", "rotate", CLIENT, "--overlap", "1h");
		String second = secret(printed);
		Matcher until = Pattern.compile("good until (\\S+Z)").matcher(printed);
		assertThat(until.find()).as(printed).isTrue();
		assertThat(Duration.between(Instant.now(), Instant.parse(until.group(1)))).isBetween(Duration.ofMinutes(58),
				Duration.ofMinutes(60));
		assertThat(second).isNotEqualTo(first);
		become(first, "");
		become(second, "");
		assertThat(this.bank.run("partner", "list")).contains("old one for 59min");
		return second;
	}

	private void refuseTwice() {
		Operator.Output again = this.bank.tryRun("partner", "rotate", CLIENT);
		assertThat(again.status()).isEqualTo(1);
		assertThat(again.text()).contains("only one old secret");
	}

	/**
	 * A token of this secret gets this problem within two seconds; empty: it is served.
	 */
	private void become(String secret, String problem) {
		String token = partner(secret).token("");
		await().atMost(Duration.ofSeconds(2)).until(() -> read(token).problem().equals(problem));
	}

	private Answer read(String token) {
		return Partner.readAt(this.bank.gateway(), token, "/v1/accounts");
	}

	private Partner partner(String secret) {
		return new Partner(new KnownSecret(this.bank, secret), CLIENT);
	}

	private static String secret(String printed) {
		return KnownSecret.shownIn(printed);
	}

	private String registry() {
		try {
			return Files.readString(this.bank.partners());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
