package dev.gatehouse.cli.matrix;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.gatehouse.cli.bank.Layout;
import dev.gatehouse.cli.terminal.Terminal;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A bank of one API and two partners in a folder, without a fault until a test writes one
 * into it.
 */
final class SmallBank {

	static final String CONTRACT = """
			openapi: 3.1.0
			paths:
			  /things:
			    get:
			      operationId: listThings
			      security:
			        - bank: [things:read]
			    post:
			      operationId: makeThing
			      security:
			        - bank: [things:write]
			components:
			  securitySchemes:
			    bank:
			      type: oauth2
			      flows:
			        clientCredentials:
			          tokenUrl: http://localhost/token
			          scopes: {things:read: See things, things:write: Make things}
			""";

	static final String PARTNERS = """
			plans:
			  standard: {rate: 50/s, apis: {things: {rate: 5/s}}}
			partners:
			  acme:
			    name: Acme
			    status: active
			    plan: standard
			    scopes: [things:read, things:write]
			  globex:
			    name: Globex
			    status: active
			    plan: standard
			    scopes:
			      - things:read
			""";

	/** A mapper that makes tokens for the gateway. */
	static final String AUDIENCE = "{\"protocolMapper\": \"oidc-audience-mapper\", \"config\": "
			+ "{\"included.custom.audience\": \"bank-gateway\", \"access.token.claim\": \"true\"}}";

	/** An attribute that makes tokens of the type that the gateway takes. */
	static final String TYPE = "\"access.token.header.type.rfc9068\": \"true\"";

	static final String REALM = """
			{
			  "realm": "bank",
			  "clientScopes": [
			    {"name": "partner-token", "attributes": {"include.in.token.scope": "false"}, "protocolMappers": [%s]},
			    {"name": "things:read", "protocol": "openid-connect", "attributes": {"include.in.token.scope": "true"}},
			    {"name": "things:write", "protocol": "openid-connect"}
			  ],
			  "clients": [
			    {"clientId": "account", "enabled": false, "defaultClientScopes": ["profile"]},
			    {"clientId": "acme", "serviceAccountsEnabled": true, "attributes": {%s},
			     "defaultClientScopes": ["partner-token"], "optionalClientScopes": ["things:read", "things:write"]},
			    {"clientId": "globex", "serviceAccountsEnabled": true, "attributes": {%s},
			     "defaultClientScopes": ["partner-token"], "optionalClientScopes": ["things:read"]}
			  ]
			}
			""".formatted(AUDIENCE, TYPE, TYPE);

	private static final JsonMapper JSON = new JsonMapper();

	private final Path root;

	private final Map<String, String> environment = new HashMap<>();

	SmallBank(Path root) {
		this.root = root;
		write("apis/things.yaml", CONTRACT);
		write("partners.yaml", PARTNERS);
		write("keycloak/bank-realm.json", REALM);
	}

	SmallBank contract(String from, String to) {
		return change("apis/things.yaml", from, to);
	}

	SmallBank partners(String from, String to) {
		return change("partners.yaml", from, to);
	}

	SmallBank realm(String from, String to) {
		return change("keycloak/bank-realm.json", from, to);
	}

	SmallBank environment(String name, String value) {
		this.environment.put(name, value);
		return this;
	}

	/** Replaces what must be there, so that no test changes nothing. */
	private SmallBank change(String file, String from, String to) {
		try {
			String text = Files.readString(this.root.resolve(file));
			if (!text.contains(from)) {
				throw new IllegalArgumentException(file + " has no " + from);
			}
			return write(file, text.replace(from, to));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	SmallBank write(String file, String text) {
		return write(file, text.getBytes(StandardCharsets.UTF_8));
	}

	SmallBank write(String file, byte[] content) {
		try {
			Path path = this.root.resolve(file);
			Files.createDirectories(path.resolveSibling("."));
			Files.write(path, content);
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Path path(String file) {
		return this.root.resolve(file);
	}

	Run run(String... arguments) {
		return run(this.root, this.environment, arguments);
	}

	/** Runs {@code matrix} over a repository. */
	static Run run(Path root, Map<String, String> environment, String... arguments) {
		ByteArrayOutputStream output = new ByteArrayOutputStream();
		StringWriter errors = new StringWriter();
		Terminal terminal = new Terminal(new PrintStream(output, true, StandardCharsets.UTF_8), false);
		Layout layout = new Layout(root, Path.of(".gatehouse"));
		int status = new CommandLine(new MatrixCommand(layout, environment, terminal))
			.setErr(new PrintWriter(errors, true))
			.execute(arguments);
		return new Run(status, output.toString(StandardCharsets.UTF_8), errors.toString());
	}

	/** What the matrix says of a call, from its JSON. */
	String verdict(String client, String operation, String... arguments) {
		for (JsonNode row : json(arguments).path("clients")) {
			if (row.path("client").asString().equals(client)) {
				return row.path("verdicts").path(operation).asString();
			}
		}
		return "no such client";
	}

	JsonNode json(String... arguments) {
		List<String> all = new ArrayList<>(List.of(arguments));
		all.addAll(List.of("--format", "json"));
		return JSON.readTree(run(all.toArray(String[]::new)).out());
	}

	/** The lines that {@code --check} complains with. */
	List<String> faults(String... arguments) {
		List<String> all = new ArrayList<>(List.of(arguments));
		all.add("--check");
		Run run = run(all.toArray(String[]::new));
		if (run.status() != (run.err().isEmpty() ? 0 : 1)) {
			throw new IllegalStateException(run.toString());
		}
		return run.err().lines().toList();
	}

	/**
	 * How the command ended.
	 *
	 * @param status its exit code
	 * @param out what it printed
	 * @param err what it complained about
	 */
	record Run(int status, String out, String err) {
	}

}
