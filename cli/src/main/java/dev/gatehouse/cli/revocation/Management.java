package dev.gatehouse.cli.revocation;

import java.nio.file.Path;

import dev.gatehouse.cli.credentials.Credentials;
import dev.gatehouse.cli.token.Issuer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which gateway's management port, and the operators' secret. The secret is never an
 * argument, where every process of the machine could read it.
 */
final class Management {

	@Option(names = "--management", paramLabel = "URL",
			description = "the gateway's management address (or GATEHOUSE_MANAGEMENT_URL; default: that of the running "
					+ "bank). Any of those that share a store tells the others")
	private @Nullable String management;

	@Option(names = "--credentials", paramLabel = "FILE",
			description = "NAME=value lines with " + Credentials.MANAGEMENT_SECRET
					+ ", unless that is in the environment (or GATEHOUSE_CREDENTIALS; default: "
					+ ".gatehouse/credentials.env)")
	private @Nullable Path credentials;

	RevocationsApi api(Surroundings surroundings) {
		String url = Issuer.management(this.management, surroundings.layout(), surroundings.environment());
		return new RevocationsApi(url, secret(surroundings));
	}

	private String secret(Surroundings surroundings) {
		String given = surroundings.environment().getOrDefault(Credentials.MANAGEMENT_SECRET, "").strip();
		if (!given.isEmpty()) {
			return given;
		}
		return surroundings.layout()
			.credentials(this.credentials, surroundings.environment())
			.read()
			.get(Credentials.MANAGEMENT_SECRET);
	}

}
