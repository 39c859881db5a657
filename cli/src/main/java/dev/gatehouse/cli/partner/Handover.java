package dev.gatehouse.cli.partner;

import java.util.List;

import dev.gatehouse.cli.terminal.Printable;
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
		line(terminal, "token endpoint   " + this.realm.tokenEndpoint());
		line(terminal, "grant            client_credentials, with client_secret_basic");
		line(terminal, "client id        " + this.client);
		line(terminal, "audience         " + this.audience);
		line(terminal, "scopes           " + String.join(" ", this.scopes));
		line(terminal, "gateway          " + this.gateway);
		terminal.line("");
		if (this.binding.equals(Binding.NONE.toString())) {
			terminal.line("A first call, for bash and zsh. It asks for the secret:");
			terminal.line("");
			call().forEach((line) -> line(terminal, line));
		}
		else if (this.binding.equals(Binding.DPOP.toString())) {
			terminal
				.line("Its tokens are bound to a key of its own: each request, to the token endpoint too, brings a");
			terminal.line("proof of that key (DPoP, RFC 9449; docs/dpop.md).");
		}
		else {
			line(terminal, bound());
		}
	}

	private String bound() {
		return this.binding.equals(Binding.DPOP.toString())
				? "Its tokens are bound to a key of its own (dpop): it sends a proof of that key with the request for a "
						+ "token and with each call (RFC 9449)."
				: "Its tokens are bound to its certificate (" + this.binding
						+ "), which it shows to the token endpoint and to the gateway (RFC 8705).";
	}

	/**
	 * Secret and token stand in no history and in no list of processes: what the shell
	 * itself prints is what curl reads. The parentheses let the shell read all of it
	 * before anything asks for the secret, so that it can be pasted at once, and let it
	 * forget both afterwards.
	 */
	private List<String> call() {
		return List.of("( printf 'client secret: ' >&2; IFS= read -rs secret; echo >&2",
				"  token=$(printf 'user = \"" + this.client + ":%s\"\\n' \"$secret\" |",
				"    curl -sSf --config - -d grant_type=client_credentials " + quoted(this.realm.tokenEndpoint())
						+ " |",
				"    sed -n 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/p')",
				"  test -n \"$token\" && printf 'header = \"Authorization: Bearer %s\"\\n' \"$token\" |",
				"    curl -sSi --config - " + quoted(this.gateway + this.path) + " )");
	}

	private static String quoted(String word) {
		return "'" + word.replace("'", "'\\''") + "'";
	}

	private static void line(Terminal terminal, String line) {
		terminal.line(Printable.text(line));
	}

}
