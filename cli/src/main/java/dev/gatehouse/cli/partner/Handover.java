package dev.gatehouse.cli.partner;

import java.util.List;

import dev.gatehouse.cli.terminal.Terminal;

/**
 * What a partner has to be told, beside its secret, to make its first call.
 *
 * @param realm where it gets tokens
 * @param audience whom its tokens are for
 * @param gateway where it calls
 * @param client its client id
 * @param scopes what it may ask for
 * @param binding how its tokens must be bound
 * @param path something that it may read
 */
record Handover(Realm realm, String audience, String gateway, String client, List<String> scopes, String binding,
		String path) {

	void print(Terminal terminal) {
		terminal.line("token endpoint   " + this.realm.tokenEndpoint());
		terminal.line("grant            client_credentials, with client_secret_basic");
		terminal.line("client id        " + this.client);
		terminal.line("audience         " + this.audience);
		terminal.line("scopes           " + String.join(" ", this.scopes));
		terminal.line("gateway          " + this.gateway);
		terminal.line("");
		if (this.binding.equals(Binding.NONE.toString())) {
			call(terminal);
		}
		else if (this.binding.equals(Binding.DPOP.toString())) {
			terminal
				.line("Its tokens are bound to a key of its own: each request, to the token endpoint too, brings a");
			terminal.line("proof of that key (DPoP, RFC 9449; docs/dpop.md).");
		}
		else {
			terminal.line("Its tokens must be bound to its key (" + this.binding
					+ "). The gateway does not verify bound " + "tokens yet and refuses them.");
		}
	}

	/**
	 * The secret is read, so that it stands in no history and in no list of processes.
	 */
	private void call(Terminal terminal) {
		terminal.line("read -rs SECRET    # paste the secret, then Enter");
		terminal.line("TOKEN=$(printf 'user = \"" + this.client
				+ ":%s\"' \"$SECRET\" | curl -sS -K - -d grant_type=client_credentials \\");
		terminal
			.line("  '" + this.realm.tokenEndpoint() + "' | sed -n 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/p')");
		terminal.line("curl -i -H \"Authorization: Bearer $TOKEN\" '" + this.gateway + this.path + "'");
	}

}
