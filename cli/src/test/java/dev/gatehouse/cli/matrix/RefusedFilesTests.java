package dev.gatehouse.cli.matrix;

import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * A file that cannot be read, or that the gateway would refuse, is never shown as fine.
 */
class RefusedFilesTests {

	private final Path folder;

	private final SmallBank bank;

	RefusedFilesTests(@TempDir Path folder) {
		this.folder = folder;
		this.bank = new SmallBank(folder);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					openapi: 3.1.0                | openapi: 3.0.3              | :1: must be OpenAPI 3.1
					openapi: 3.1.0                | swagger: 2                  | :1: has no 'openapi'
					paths:                        | "paths: {}\\nother:"        | :2: has no operation
					paths:                        | "paths: [\\n"               | is not YAML
					get:                          | head:                       | :4: 'head' is not something that the gateway can enforce
					post:                         | get:                        | :8: 'get' stands twice
					operationId: makeThing        | operationId: listThings     | :9: 'listThings' stands twice
					operationId: makeThing        | operationId: make thing     | :9: an operationId is
					operationId: makeThing        | summary: Make               | :9: has no 'operationId'
					bank: [things:write]          | bank: [things:wirte]        | :11: 'things:wirte' is no scope of the scheme 'bank'
					bank: [things:write]          | bnak: [things:write]        | :11: 'bnak' is not among components/securitySchemes
					- bank: [things:write]        | "- {bank: [things:write], other: []}" | :11: must name one security scheme
					type: oauth2                  | type: http                  | must be of type oauth2
					/things:                      | /things/x{id}:              | must be literal segments
					- bank: [things:write]        | bank: [things:write]        | :11: must be a list
					""")
	void aContractThatTheGatewayWouldRefuse(String from, String to, String complaint) {
		this.bank.contract(from, to.replace("\\n", "\n"));
		assertUndecided("apis/things.yaml", complaint);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			plan: standard       | plan: gold                            | :7: 'gold' is not among the plans
			plan: standard       | plan:                                 | :7: must have a value
			status: active       | status: Active                        | :6: must be active or suspended
			name: Acme           | nmae: Acme                            | :5: 'nmae' is not known here
			name: Acme           | contact: a@acme.example               | :5: has no 'name'
			name: Acme           | "name: Acme\\n    name: Other"        | :6: 'name' stands twice
			"  globex:"          | "  acme:"                             | :9: 'acme' stands twice
			"  globex:"          | "  Globex:"                           | :9: a client id is
			"  standard:"        | "  Standard:"                         | :2: a plan's name is
			name: Acme           | "name: Acme\\n    binding: tls"       | :6: must be none, mtls or dpop
			scopes: [            | "scopes: [a b, "                      | :8: 'a b' is no scope
			plans:               | "more: {}\\nplans:"                   | :1: 'more' is not known here
			plans:               | "\\tplans:"                           | is not YAML
			"      - things:read" | "      - *ceiling"                   | is not YAML
			"      - things:read" | "      things:read"                  | must be a list
			""")
	void aRegistryThatTheGatewayWouldRefuse(String from, String to, String complaint) {
		this.bank.partners(from, to.replace("\\n", "\n").replace("\\t", "\t"));
		assertUndecided("partners.yaml", complaint);
	}

	@ParameterizedTest
	@MethodSource("realms")
	void aRealmThatIsNone(String from, String to, String complaint) {
		this.bank.realm(from, to);
		assertUndecided("keycloak/bank-realm.json", complaint);
	}

	static Stream<Arguments> realms() {
		return Stream.of(arguments("\"realm\": \"bank\",", "", ":1: has no 'realm'"),
				arguments("  ]\n}", "  ],\n}", ":15: is not JSON"),
				arguments("  ]\n}", "  ]\n} {}", ":15: is not JSON: something follows the value"),
				arguments("  ]\n}", "  ], \"realm\": \"b\"\n}", ":14: is not JSON: Duplicate"),
				arguments("\"clientId\": \"acme\"", "\"clientId\": \"globex\"",
						":12: the client 'globex' stands twice"),
				arguments("\"clientId\": \"acme\"", "\"id\": \"acme\"", ":10: has no 'clientId'"),
				arguments("\"clientId\": \"acme\"", "\"clientId\": null", ":10: must have a value"),
				arguments("\"name\": \"things:write\"", "\"name\": \"things:read\"",
						":6: the client scope 'things:read' stands twice"),
				arguments("[\"things:read\"]", "\"things:read\"", ":13: must be a list"));
	}

	@Test
	void twoOperationsThatMatchOnePath() {
		this.bank.write("apis/more.yaml", SmallBank.CONTRACT.replace("/things", "/{kind}"));
		assertUndecided("apis/things.yaml", "GET /things and GET /{kind} (apis/more.yaml:4) match one path");
		this.bank.write("apis/more.yaml", SmallBank.CONTRACT);
		assertUndecided("apis/things.yaml", "match one path");
		this.bank.write("apis/more.yaml", SmallBank.CONTRACT.replace("/things", "/things/{id}"));
		assertThat(this.bank.run().status()).isZero();
	}

	@Test
	void anApiHasAName() {
		this.bank.write("apis/My Things.yaml", SmallBank.CONTRACT.replace("/things", "/my"));
		assertUndecided("apis/My Things.yaml", "an API's name is");
		SmallBank other = new SmallBank(this.folder.resolve("other"));
		other.write("apis/gateway.yaml", SmallBank.CONTRACT.replace("/things", "/own"));
		assertThat(other.run().err()).contains("apis/gateway.yaml: an API's name is");
	}

	@Test
	void whatIsNotThere() {
		assertUndecided("nowhere", "is not a folder that can be read", "--contracts", "nowhere");
		assertUndecided("nowhere", "does not exist", "--partners", "nowhere");
		assertUndecided("nowhere", "does not exist", "--realm", "nowhere");
		String empty = this.bank.write("empty/README.md", "").path("empty").toString();
		assertUndecided("empty", "holds no contract", "--contracts", empty);
		assertUndecided("empty", "cannot be read", "--partners", empty);
	}

	@Test
	void whatIsNoText() {
		this.bank.write("partners.yaml", new byte[] { 'a', (byte) 0xff });
		assertUndecided("partners.yaml", "is not UTF-8 text");
		this.bank.write("partners.yaml", "# nothing\n");
		assertUndecided("partners.yaml", "is empty");
		this.bank.write("partners.yaml", "- a\n");
		assertUndecided("partners.yaml", ":1: must be a mapping");
		this.bank.write("partners.yaml", SmallBank.PARTNERS).write("keycloak/bank-realm.json", "");
		assertUndecided("keycloak/bank-realm.json", "is empty");
	}

	@Test
	void aScalarMayBeAnAliasAndNothingElse() {
		this.bank.partners("name: Acme", "name: &name Acme").partners("name: Globex", "name: *name");
		assertThat(this.bank.run().status()).isZero();
		this.bank.partners("scopes: [things:read, things:write]", "scopes: &all [things:read, things:write]")
			.partners("scopes:\n      - things:read", "scopes: *all");
		assertUndecided("partners.yaml", "is not YAML");
	}

	private void assertUndecided(String file, String complaint, String... arguments) {
		SmallBank.Run run = this.bank.run(arguments);
		assertThat(run.status()).as(run.toString()).isEqualTo(2);
		assertThat(run.out()).isEmpty();
		assertThat(run.err().lines()).hasSize(1).first().asString().startsWith(file + ":").contains(complaint);
	}

}
