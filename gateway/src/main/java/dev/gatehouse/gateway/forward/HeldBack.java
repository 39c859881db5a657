package dev.gatehouse.gateway.forward;

import java.util.Set;

/**
 * Header fields of a service that go no further: what it runs on is nobody's business,
 * which web pages may read an answer is not its to say (the gateway is closed to all of
 * them), transport security is promised by who ends the transport, a service limits the
 * gateway and not the partner, and proofs are asked for by who checks them.
 */
final class HeldBack {

	private static final Set<String> NAMES = Set.of("server", "x-powered-by", "x-aspnet-version", "x-aspnetmvc-version",
			"strict-transport-security", "ratelimit", "ratelimit-policy", "dpop-nonce");

	private static final String CORS = "access-control-";

	/** Among these are what Netty itself writes down about a stream. */
	private static final String STREAM = "x-http2-";

	private HeldBack() {
	}

	static boolean includes(String lowerCaseName) {
		return NAMES.contains(lowerCaseName) || lowerCaseName.startsWith(CORS) || lowerCaseName.startsWith(STREAM);
	}

}
