package dev.gatehouse.system.walk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import dev.gatehouse.system.Contract;
import dev.gatehouse.system.KeycloakAdmin;
import dev.gatehouse.system.Partner;
import dev.gatehouse.system.local.LocalBank;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An operator admits a partner in a realm as Keycloak makes them, with its own default
 * scopes, which has nothing of the bank's but the scopes.
 */
final class AnyRealmWalk implements AutoCloseable {

	private static final String REALM = "elsewhere";

	private static final String CLIENT = "acme-elsewhere";

	private final LocalBank bank;

	private final Path registry;

	private final Path credentials;

	private final KeycloakAdmin admin;

	AnyRealmWalk(LocalBank bank, Path folder) {
		this.bank = bank;
		new KeycloakAdmin(bank).makeRealm(REALM);
		this.admin = new KeycloakAdmin(bank, REALM);
		for (JsonNode scope : Partner.parse(read(Contract.repository().resolve("keycloak/bank-realm.json")))
			.path("clientScopes")) {
			this.admin.post("/client-scopes", scope);
		}
		makeAccount();
		this.registry = write(folder.resolve("partners.yaml"), "plans: {standard: {}}\npartners: {}   # nobody yet\n");
		this.credentials = write(folder.resolve("my.env"), "MY_ADMIN_SECRET=of-the-admin\n");
	}

	/** A service account that may manage clients, made as one does in the console. */
	private void makeAccount() {
		this.admin.post("/clients", Map.of("clientId", "my-admin", "secret", "of-the-admin", "serviceAccountsEnabled",
				true, "publicClient", false));
		String manager = id("realm-management");
		JsonNode role = this.admin.get("/clients/" + manager + "/roles/manage-clients");
		String user = this.admin.get("/clients/" + id("my-admin") + "/service-account-user").path("id").asString();
		this.admin.post("/users/" + user + "/role-mappings/clients/" + manager, List.of(role));
	}

	void walk() {
		String printed = run("add", CLIENT, "--name", "Acme", "--scopes", "accounts:read", "--plan", "standard");
		String token = new Partner(
				new KnownSecret(this.bank, this.bank.issuer().resolve("/realms/" + REALM), secret(printed)), CLIENT)
			.token("accounts:read");
		assertThat(Partner.part(token, 0).path("typ").asString()).isEqualTo("at+jwt");
		assertThat(Partner.part(token, 1).path("aud").toString()).contains("bank-gateway");
		assertThat(Partner.part(token, 1).path("scope").asString().split(" ")).contains("accounts:read");
		JsonNode listed = Partner.parse(run("list", "--json"));
		assertThat(listed.size()).isEqualTo(1);
		assertThat(listed.path(0).path("wrong").size()).as(listed.toString()).isZero();

		assertThat(secret(run("rotate", CLIENT, "--overlap", "0"))).isNotEqualTo(secret(printed));
		run("remove", CLIENT);
		assertThat(this.registry).hasContent("plans: {standard: {}}\npartners: {}   # nobody yet\n");
		assertThat(new KeycloakAdmin(this.bank, REALM).get("/clients?clientId=" + CLIENT).isEmpty()).isTrue();
	}

	private String run(String... words) {
		List<String> command = new ArrayList<>(List.of("partner"));
		command.addAll(Arrays.asList(words));
		command.addAll(List.of("--realm", REALM, "--account", "my-admin", "--credentials", this.credentials.toString(),
				"--partners", this.registry.toString()));
		return this.bank.run(command.toArray(String[]::new));
	}

	private String id(String client) {
		return this.admin.get("/clients?clientId=" + client).path(0).path("id").asString();
	}

	private static String secret(String printed) {
		return KnownSecret.shownIn(printed);
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Path write(Path file, String text) {
		try {
			return Files.writeString(file, text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		new KeycloakAdmin(this.bank, REALM).delete("");
	}

}
