package dev.gatehouse.cli.bank;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A repository as the build leaves it, with as much of it as the launcher looks at. */
public final class Repository {

	private Repository() {
	}

	/** Its layout, in that folder. */
	public static Layout in(Path root) {
		try {
			Files.createDirectories(root.resolve("keycloak/target/keycloak-1.2.3/conf"));
			Files.writeString(root.resolve("keycloak/target/keycloak.jar"), "provider");
			Files.writeString(root.resolve("keycloak/keycloak.conf"), "db=postgres\n");
			Files.writeString(root.resolve("keycloak/bank-realm.json"),
					"{\"clients\": [{\"clientId\": \"acme-treasury\", \"secret\": \"${ACME_TREASURY_SECRET}\"},"
							+ "{\"clientId\": \"bank-gateway\", \"secret\": \"${BANK_GATEWAY_SECRET}\"}]}");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return new Layout(root, Path.of(".gatehouse"));
	}

}
