package dev.gatehouse.cli.partner;

import dev.gatehouse.cli.bank.Ports;
import dev.gatehouse.cli.token.Issuer;
import dev.gatehouse.cli.token.SafeAddress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where partners call. */
final class Gate {

	@Option(names = "--gateway", paramLabel = "URL",
			description = "the gateway's address as the partner calls it (or GATEHOUSE_GATEWAY_URL; default: that of the "
					+ "running bank)")
	private @Nullable String gateway;

	String address(Surroundings surroundings) {
		return SafeAddress.of("gateway",
				Issuer.address(this.gateway, "GATEHOUSE_GATEWAY_URL", surroundings.layout(), surroundings.environment(),
						Ports::gatewayUrl,
						"http://localhost:" + surroundings.environment().getOrDefault("GATEWAY_PORT", "8080")));
	}

}
