package dev.gatehouse.gateway.contract;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.gatehouse.gateway.settings.InvalidSetting;
import dev.gatehouse.gateway.yaml.YamlNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * A contract is read whole or refused with the file, the line and the pointer of what is
 * wrong.
 */
class ContractReaderTests {

	/** The lines are counted in the expectations below: add at the end only. */
	static final String THINGS = """
			openapi: 3.1.1
			info: {title: Things, version: 1.0.0}
			paths:
			  /v1/things:
			    parameters: []
			    get:
			      operationId: listThings
			      security:
			        - bank: [things:read]
			    post:
			      operationId: addThing
			      security:
			        - bank: [things:write]
			      requestBody:
			        $ref: '#/components/requestBodies/Thing'
			  /v1/things/{thingId}:
			    x-owner: things
			    put:
			      operationId: putThing
			      security:
			        - bank: [things:read, things:write]
			      requestBody:
			        content:
			          application/JSON: {}
			          text/plain: {}
			components:
			  requestBodies:
			    Thing:
			      content:
			        application/json: {}
			  securitySchemes:
			    bank:
			      type: oauth2
			      flows:
			        clientCredentials:
			          tokenUrl: http://localhost/token
			          scopes:
			            things:read: reads
			            things:write: writes
			    key:
			      type: apiKey
			""";

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	@Test
	void operationIsReadWithAllThatItAsksFor() {
		assertThat(read(THINGS).keySet()).extracting(Operation::api, Operation::id, Operation::method, Operation::path)
			.containsExactly(tuple("things", "listThings", "GET", "/v1/things"),
					tuple("things", "addThing", "POST", "/v1/things"),
					tuple("things", "putThing", "PUT", "/v1/things/{thingId}"));
	}

	@Test
	void scopesAndMediaTypesAreRead() {
		assertThat(read(THINGS).keySet()).extracting(Operation::scope)
			.containsExactly("things:read", "things:write", "things:read things:write");
		assertThat(read(THINGS).keySet())
			.extracting((operation) -> operation.mediaTypes().stream().sorted().toList().toString())
			.containsExactly("[]", "[application/json]", "[application/json, text/plain]");
	}

	@Test
	void limitOfABodyIsRead() {
		String text = changed("operationId: addThing", "operationId: addThing\n      x-max-body: 4KB");
		assertThat(read(text).keySet()).extracting(Operation::maxBody)
			.containsExactly(Operation.NO_LIMIT, 4096L, Operation.NO_LIMIT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "4", "4 KB", "-4KB", "0KB", "4KiB", "99999999999B", "many" })
	void limitThatIsNoSizeIsRefused(String limit) {
		String text = changed("operationId: addThing", "operationId: addThing\n      x-max-body: " + limit);
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> read(text))
			.withMessage("things.yaml:12 /paths/~1v1~1things/post/x-max-body: must be a size above zero, such as 4KB");
	}

	@ParameterizedTest
	@CsvSource({ "true, true", "false, false", "'', false" })
	void wishThatTheIssuerIsAskedHoldsForTheWholeContract(String wish, boolean confirmed) {
		String text = changed("paths:", wish.isEmpty() ? "paths:" : "x-gatehouse-introspect: " + wish + "\npaths:");
		assertThat(read(text).keySet()).hasSize(3).allMatch((operation) -> operation.isConfirmed() == confirmed);
	}

	@ParameterizedTest
	@ValueSource(strings = { "yes", "1", "True", "always" })
	void wishThatIsNeitherTrueNorFalseIsRefused(String wish) {
		String text = changed("paths:", "x-gatehouse-introspect: " + wish + "\npaths:");
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> read(text))
			.withMessageContaining("/x-gatehouse-introspect: must be true or false");
	}

	@Test
	void securityOfTheWholeContractHoldsForOperationsWithoutTheirOwn() {
		String text = changed("      security:\n        - bank: [things:read]\n", "")
				+ "security:\n  - bank: [things:write]\n";
		assertThat(read(text).keySet().iterator().next().scope()).isEqualTo("things:write");
	}

	@ParameterizedTest
	@MethodSource("faults")
	void faultIsRefusedWithItsPlace(String from, String to, String complaint) {
		String text = changed(from, to);
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> read(text))
			.withMessage("things.yaml" + complaint);
	}

	static Stream<Arguments> faults() {
		return Stream.of(
				argumentSet("another version", "openapi: 3.1.1", "openapi: 3.0.3", ":1 /openapi: must be OpenAPI 3.1"),
				argumentSet("no version", "openapi: 3.1.1\n", "", ":1: has no 'openapi'"),
				argumentSet("no path", "paths:", "webhooks:", ":1: has no 'paths'"),
				argumentSet("an operation without scope", "      security:\n        - bank: [things:read]\n", "",
						":7 /paths/~1v1~1things/get: has no 'security': an operation without scope would be open"),
				argumentSet("an open operation", "- bank: [things:read]\n    post", "[]\n    post",
						":9 /paths/~1v1~1things/get/security: must name one security scheme"),
				argumentSet("an anonymous alternative", "        - bank: [things:read]\n    post",
						"        - bank: [things:read]\n        - {}\n    post",
						":9 /paths/~1v1~1things/get/security: must name one security scheme"),
				argumentSet("an empty requirement", "- bank: [things:read]\n    post", "- {}\n    post",
						":9 /paths/~1v1~1things/get/security: must name one security scheme"),
				argumentSet("two schemes at once", "- bank: [things:read]\n    post",
						"- {bank: [things:read], key: []}\n    post",
						":9 /paths/~1v1~1things/get/security: must name one security scheme"),
				argumentSet("no scope", "- bank: [things:read]\n    post", "- bank: []\n    post",
						":9 /paths/~1v1~1things/get/security/0/bank: names no scope: an operation without scope would be"
								+ " open"),
				argumentSet("an undeclared scope", "- bank: [things:read]\n    post", "- bank: [things:reed]\n    post",
						":9 /paths/~1v1~1things/get/security/0/bank/0: 'things:reed' is no scope of the scheme 'bank'"),
				argumentSet("an unknown scheme", "- bank: [things:read]\n    post", "- bnak: [things:read]\n    post",
						":9 /paths/~1v1~1things/get/security/0/bnak: 'bnak' is not among components/securitySchemes"),
				argumentSet("a scheme of another type", "- bank: [things:read]\n    post", "- key: []\n    post",
						":41 /components/securitySchemes/key: must be of type oauth2"),
				argumentSet("another flow", "clientCredentials", "implicit",
						":35 /components/securitySchemes/bank/flows: has no 'clientCredentials'"),
				argumentSet("an operation twice", "operationId: addThing", "operationId: listThings",
						":11 /paths/~1v1~1things/post/operationId: 'listThings' stands twice"),
				argumentSet("an operation without id", "      operationId: addThing\n", "",
						":11 /paths/~1v1~1things/post: has no 'operationId'"),
				argumentSet("an id that is no name", "operationId: addThing", "operationId: add thing",
						":11 /paths/~1v1~1things/post/operationId: must be letters, digits, '-' and '_'"),
				argumentSet("HEAD", "    put:", "    head:",
						":19 /paths/~1v1~1things~1{thingId}/head: is not something" + " that the gateway can enforce"),
				argumentSet("TRACE", "    put:", "    trace:",
						":19 /paths/~1v1~1things~1{thingId}/trace: is not" + " something that the gateway can enforce"),
				argumentSet("a method in capitals", "    put:", "    PUT:",
						":19 /paths/~1v1~1things~1{thingId}/PUT: is not something that the gateway can enforce"),
				argumentSet("a path elsewhere", "    x-owner: things", "    $ref: other.yaml",
						":17 /paths/~1v1~1things~1{thingId}/$ref: is not something that the gateway can enforce"),
				argumentSet("a body elsewhere", "'#/components/requestBodies/Thing'", "'other.yaml#/Thing'",
						":15 /paths/~1v1~1things/post/requestBody/$ref: must point into the same file"),
				argumentSet("a body nowhere", "'#/components/requestBodies/Thing'",
						"'#/components/requestBodies/Think'",
						":15 /paths/~1v1~1things/post/requestBody/$ref: points to nothing"),
				argumentSet("a body of no type", "        application/json: {}\n", "",
						":29 /components/requestBodies/Thing/content: must be a mapping"),
				argumentSet("a body of an empty list of types", "      content:\n        application/json: {}\n",
						"      content: {}\n", ":15 /paths/~1v1~1things/post/requestBody: names no media type"),
				argumentSet("a path twice", "/v1/things/{thingId}:", "/v1/things:",
						":16 /paths: '/v1/things' stands twice"),
				argumentSet("a list for a mapping", "paths:\n  /v1/things:", "paths: [a]\nx:\n  /v1/things:",
						":3 /paths: must be a mapping"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "things read", "things\"read", "things\\read", "thíngs" })
	void scopeThatNoTokenCanHoldIsRefused(String scope) {
		String text = THINGS.replace("things:read", "'" + scope + "'");
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> read(text))
			.withMessageStartingWith("things.yaml:9 /paths/~1v1~1things/get/security/0/bank/0: ")
			.withMessageEndingWith("is no scope (RFC 6749, section 3.3)");
	}

	@Test
	void contractWithoutOperationIsRefused() {
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> read("openapi: 3.1.1\npaths: {}\n"))
			.withMessage("things.yaml:2 /paths: has no operation");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "openapi: [3.1.1\n", "openapi: 3.1.1\n\tpaths: {}\n", "a: 1\n---\nb: 2\n", "a: *nowhere\n" })
	void unreadableYamlIsRefusedWithItsLine(String text) {
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> read(text))
			.withMessageMatching("(?s)things\\.yaml:\\d+: is not YAML: .+");
	}

	@Test
	void aliasesAreRefusedBecauseTheyCanGrowWithoutBound() {
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> read("a: &a [x]\nb: [*a, *a]\n"))
			.withMessageStartingWith("things.yaml: is not YAML: ");
	}

	@Test
	void fileThatIsEmptyOrAwayOrNoTextIsRefusedByName() throws Exception {
		Path empty = Files.createFile(this.folder.resolve("empty.yaml"));
		Path latin = Files.write(this.folder.resolve("latin.yaml"), "a: é".getBytes(StandardCharsets.ISO_8859_1));
		Path away = this.folder.resolve("away.yaml");
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> YamlNode.read(empty))
			.withMessage(empty + ": is empty");
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> YamlNode.read(latin))
			.withMessage(latin + ": is not UTF-8 text");
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> YamlNode.read(away))
			.withMessage(away + ": cannot be read");
	}

	private static Map<Operation, YamlNode> read(String text) {
		return new ContractReader("things", YamlNode.parse("things.yaml", text)).read();
	}

	private static String changed(String from, String to) {
		assertThat(THINGS).contains(from);
		return THINGS.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to));
	}

}
