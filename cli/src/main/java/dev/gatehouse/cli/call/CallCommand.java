package dev.gatehouse.cli.call;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

import dev.gatehouse.cli.bank.Layout;
import dev.gatehouse.cli.bank.Ports;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.token.AccessToken;
import dev.gatehouse.cli.token.Issuer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code call CLIENT METHOD PATH [JSON]}: ends with 0 if the answer's status is of the
 * 200s.
 */
@Command(name = "call", description = "Makes the call as that partner; prints status, headers that matter and body.")
public final class CallCommand implements Callable<Integer> {

	private final Layout layout;

	private final Map<String, String> environment;

	private final Terminal terminal;

	@Mixin
	private Issuer issuer = new Issuer();

	@Option(names = "--gateway", paramLabel = "URL",
			description = "the gateway's address (or GATEHOUSE_GATEWAY_URL; default: that of the running bank)")
	private @Nullable String gateway;

	@Option(names = "--scope", paramLabel = "SCOPE", description = "ask for these scopes only; may be repeated")
	private List<String> scopes = List.of();

	@Option(names = { "-H", "--header" }, paramLabel = "'NAME: VALUE'", description = "send this too; may be repeated")
	private List<String> headers = List.of();

	@Parameters(index = "0", paramLabel = "CLIENT", description = "a partner, such as acme-treasury")
	private String client = "";

	@Parameters(index = "1", paramLabel = "METHOD", description = "GET, POST, ...")
	private String method = "";

	@Parameters(index = "2", paramLabel = "PATH", description = "path and query, such as /v1/accounts?limit=5")
	private String path = "";

	@Parameters(index = "3", arity = "0..1", paramLabel = "JSON", description = "the body")
	private @Nullable String json;

	public CallCommand(Layout layout, Map<String, String> environment, Terminal terminal) {
		this.layout = layout;
		this.environment = environment;
		this.terminal = terminal;
	}

	@Override
	public Integer call() throws InterruptedException {
		String url = Issuer.address(this.gateway, "GATEHOUSE_GATEWAY_URL", this.layout, this.environment,
				Ports::gatewayUrl, "http://localhost:" + this.environment.getOrDefault("GATEWAY_PORT", "8080"));
		Call call = new Call(this.method.toUpperCase(Locale.ROOT), this.path, this.headers, this.json);
		AccessToken token = this.issuer.token(this.client, this.scopes, this.layout, this.environment);
		HttpResponse<String> response = call.send(url, token, LocalTls.at(url, this.client, this.layout));
		new Answer(response).print(this.terminal);
		return (response.statusCode() / 100 == 2) ? 0 : 1;
	}

}
