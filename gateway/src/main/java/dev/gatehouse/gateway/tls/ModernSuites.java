package dev.gatehouse.gateway.tls;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

import dev.gatehouse.gateway.settings.InvalidSetting;
import org.jspecify.annotations.Nullable;

/**
 * The versions and cipher suites that are taken. Suites that the settings name are taken
 * as they are; where they name none it is those of TLS 1.3, and of TLS 1.2 those with
 * forward secrecy and authenticated encryption (RFC 9325, section 4.2). Netty's own list
 * has others too.
 */
final class ModernSuites {

	private static final List<String> SUITES = List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384",
			"TLS_CHACHA20_POLY1305_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
			"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
			"TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
			"TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

	private static final Set<String> VERSIONS = Set.of("TLSv1.2", "TLSv1.3");

	private ModernSuites() {
	}

	/** Returns the suites to take. */
	static String[] or(String @Nullable [] named) {
		return (named != null) ? named : SUITES.toArray(String[]::new);
	}

	/**
	 * Checks the versions that the settings name, if they do.
	 * @throws InvalidSetting if there is an old one among them
	 */
	static void check(String @Nullable [] versions, String key) {
		InvalidSetting.check(versions == null || VERSIONS.containsAll(Arrays.asList(versions)), key,
				"may name TLSv1.2 and TLSv1.3 only");
	}

}
