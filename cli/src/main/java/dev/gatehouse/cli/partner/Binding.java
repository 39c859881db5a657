package dev.gatehouse.cli.partner;

import java.util.Locale;
import java.util.Map;

/** How a partner's tokens are bound to its key. */
enum Binding {

	/** Not at all: plain bearer tokens (RFC 6750). */
	NONE(Map.of()),

	/** To its client certificate (RFC 8705). */
	MTLS(Map.of("tls.client.certificate.bound.access.tokens", "true")),

	/** To a key of which each call proves possession (RFC 9449). */
	DPOP(Map.of("dpop.bound.access.tokens", "true"));

	private final Map<String, String> attributes;

	Binding(Map<String, String> attributes) {
		this.attributes = attributes;
	}

	/** What makes Keycloak bind the tokens: attributes of the client. */
	Map<String, String> attributes() {
		return this.attributes;
	}

	/** As the registry and the command line write it. */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
