package dev.gatehouse.cli.call;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code explain CLIENT METHOD PATH}: ends with 0 if the call would be forwarded.
 */
@Command(name = "explain", description = "Tells what would become of a call of that partner, check by check.")
public final class ExplainCommand implements Callable<Integer> {

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

	@Parameters(index = "0", paramLabel = "CLIENT", description = "a partner, such as acme-treasury")
	private String client = "";

	@Parameters(index = "1", paramLabel = "METHOD", description = "GET, POST, ...")
	private String method = "";

	@Parameters(index = "2", paramLabel = "PATH", description = "path and query, such as /v1/accounts?limit=5")
	private String path = "";

	public ExplainCommand(Layout layout, Map<String, String> environment, Terminal terminal) {
		this.layout = layout;
		this.environment = environment;
		this.terminal = terminal;
	}

	@Override
	public Integer call() throws InterruptedException {
		String url = Issuer.address(this.gateway, "GATEHOUSE_GATEWAY_URL", this.layout, this.environment,
				Ports::gatewayUrl, "http://localhost:" + this.environment.getOrDefault("GATEWAY_PORT", "8080"));
		AccessToken token = this.issuer.token(this.client, this.scopes, this.layout, this.environment);
		HttpResponse<String> response = new Call("GET", question(), List.of(), null).send(url, token,
				LocalTls.at(url, this.client, this.layout));
		if (response.statusCode() != 200) {
			new Answer(response).print(this.terminal);
			return 1;
		}
		Explanation explanation = new Explanation(JsonMapper.shared().readTree(response.body()));
		explanation.print(this.terminal);
		return explanation.isAllowed() ? 0 : 1;
	}

	private String question() {
		return "/v1/explain?method=" + encoded(this.method.toUpperCase(Locale.ROOT)) + "&path=" + encoded(this.path);
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

}
