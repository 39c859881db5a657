package dev.gatehouse.cli.token;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import dev.gatehouse.cli.bank.Layout;
import dev.gatehouse.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code token CLIENT [SCOPE...]}: prints an access token and nothing else. */
@Command(name = "token", description = "Prints an access token, fetched by client credentials.")
public final class TokenCommand implements Callable<Integer> {

	private final Layout layout;

	private final Map<String, String> environment;

	private final Terminal terminal;

	@Mixin
	private Issuer issuer = new Issuer();

	@Parameters(index = "0", paramLabel = "CLIENT", description = "a partner, such as acme-treasury")
	private String client = "";

	@Parameters(index = "1..*", paramLabel = "SCOPE",
			description = "what to ask for; none: all that the client may have")
	private List<String> scopes = List.of();

	public TokenCommand(Layout layout, Map<String, String> environment, Terminal terminal) {
		this.layout = layout;
		this.environment = environment;
		this.terminal = terminal;
	}

	@Override
	public Integer call() throws InterruptedException {
		this.terminal.line(this.issuer.token(this.client, this.scopes, this.layout, this.environment).text());
		return 0;
	}

}
