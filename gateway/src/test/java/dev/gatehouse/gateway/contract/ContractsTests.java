package dev.gatehouse.gateway.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import dev.gatehouse.gateway.problem.RefusalParts;
import dev.gatehouse.gateway.settings.InvalidSetting;
import dev.gatehouse.gateway.yaml.YamlNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What no contract names does not exist, and no path belongs to two operations. */
class ContractsTests {

	private static final String HEAD = """
			openapi: 3.1.1
			components:
			  securitySchemes:
			    bank: {type: oauth2, flows: {clientCredentials: {scopes: {a: a}}}}
			security: [{bank: [a]}]
			paths:
			""";

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	@Test
	void operationIsFoundByItsPathAndMethod() {
		Contracts contracts = things("/v1/things: get post", "/v1/things/{id}: get",
				"/v1/things/{id}/parts/{part}: put");
		assertThat(contracts.find("GET", "/v1/things").id()).isEqualTo("o0get");
		assertThat(contracts.find("POST", "/v1/things").id()).isEqualTo("o0post");
		assertThat(contracts.find("GET", "/v1/things/7").id()).isEqualTo("o1get");
		assertThat(contracts.find("PUT", "/v1/things/7/parts/x%20y").id()).isEqualTo("o2put");
		assertThat(contracts.operations()).hasSize(4);
		assertThat(contracts.apis()).containsExactly("things");
	}

	@Test
	void literalIsFoundBesideALongerParameter() {
		Contracts contracts = things("/a/{x}/c: get", "/a/b/d: get");
		assertThat(contracts.find("GET", "/a/b/c").id()).isEqualTo("o0get");
		assertThat(contracts.find("GET", "/a/b/d").id()).isEqualTo("o1get");
		assertNotFound(contracts, "/a/x/d");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/v1", "/v1/", "/v1/things/", "/v1/things/7/", "/V1/things", "/v1/Things",
			"/v1/things/7/8", "//v1/things", "/v1//things", "/v2/things", "/v1/thing", "/v1/thingss", "/%761/things" })
	void pathThatNoContractNamesIsNotFound(String path) {
		assertNotFound(things("/v1/things: get", "/v1/things/{id}: get"), path);
	}

	@Test
	void methodThatTheContractDoesNotNameIsNotAllowedAndTheOthersAreListed() {
		Contracts contracts = things("/v1/things: post get delete");
		for (String method : List.of("PUT", "HEAD", "OPTIONS", "TRACE", "get", "PROPFIND")) {
			Refusal refusal = refusal(contracts, method, "/v1/things");
			assertThat(refusal.problem()).isEqualTo(Problem.METHOD_NOT_ALLOWED);
			assertThat(RefusalParts.headers(refusal)).containsEntry("Allow", "DELETE, GET, POST");
			assertThat(RefusalParts.members(refusal)).containsEntry("allowed", List.of("DELETE", "GET", "POST"));
		}
	}

	@ParameterizedTest
	@CsvSource({ "/a/{x}, /a/{y}", "/a/{x}, /a/b", "/a/b, /a/{x}", "/{x}/b, /a/{y}", "/a/{x}/{y}, /a/b/c",
			"/{a}/{b}/c, /x/{y}/{z}" })
	void twoTemplatesThatMatchOnePathAreRefused(String first, String second) {
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> things(first + ": get", second + ": post"))
			.withMessageMatching("things\\.yaml:10 /paths/\\S+/post: POST \\S+ and GET \\S+ of things match one path");
	}

	@ParameterizedTest
	@CsvSource({ "/a/b, /a/c", "/a/{x}, /a/{x}/b", "/a/{x}/c, /a/b/d", "/a, /a/{x}", "/a/b, /{x}/c" })
	void twoTemplatesThatMatchNoCommonPathStandBesideEachOther(String first, String second) {
		assertThat(things(first + ": get", second + ": get").operations()).hasSize(2);
	}

	@Test
	void templatesOfTwoFilesThatMatchOnePathAreRefusedAndBothAreNamed() {
		Contracts contracts = things("/v1/things/{id}: get");
		assertThatExceptionOfType(InvalidSetting.class)
			.isThrownBy(() -> contracts.add("parts", contract("parts.yaml", "/v1/things/parts: get")))
			.withMessage("parts.yaml:8 /paths/~1v1~1things~1parts/get: "
					+ "GET /v1/things/parts and GET /v1/things/{id} of things match one path");
	}

	@Test
	void sameOperationOfTwoFilesIsRefused() {
		Contracts contracts = things("/v1/things: get");
		assertThatExceptionOfType(InvalidSetting.class)
			.isThrownBy(() -> contracts.add("parts", contract("parts.yaml", "/v1/things: get")))
			.withMessageEndingWith("GET /v1/things and GET /v1/things of things match one path");
	}

	@ParameterizedTest
	@ValueSource(strings = { "v1/things", "/", "/v1/", "/v1//things", "/v1/{a}{b}", "/v1/x{a}", "/v1/{a}.json",
			"/v1/{}", "/v1/{a-b}", "/v1/a b", "/v1/%61", "/v1/a;b", "/v1?x=y", "/v1/*" })
	void pathThatIsNotWholeSegmentsIsRefused(String path) {
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> things("'" + path + "': get"))
			.withMessageMatching("things\\.yaml:8 /paths/\\S.*/get: "
					+ "the path must be literal segments or whole-segment parameters");
	}

	@Test
	void folderIsReadWithOneApiAFile() throws Exception {
		write("things.yaml", "/v1/things: get");
		write("parts.yml", "/v1/parts: get");
		write("more.json", "/v1/more: get");
		Files.writeString(this.folder.resolve("README.md"), "no contract");
		assertThat(Contracts.read(this.folder).apis()).containsExactlyInAnyOrder("things", "parts", "more");
	}

	@Test
	void folderThatIsAwayOrEmptyIsRefusedByItsKey() {
		Path away = this.folder.resolve("away");
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> Contracts.read(away))
			.withMessage("gatehouse.contracts: is not a folder that can be read: " + away);
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> Contracts.read(this.folder))
			.withMessage("gatehouse.contracts: holds no contract: " + this.folder);
	}

	@Test
	void fileThatIsNoNameOfAnApiIsRefused() throws Exception {
		Path file = write("Things_2.yaml", "/v1/things: get");
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> Contracts.read(this.folder))
			.withMessage(file + ": an API's name is lower-case letters, digits and '-'");
	}

	@Test
	void missingFolderSettingIsNamed() {
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> new ContractSettings(null))
			.withMessage("gatehouse.contracts: must be set");
		assertThat(new ContractSettings(this.folder).folder()).isEqualTo(this.folder);
	}

	@Test
	void operationIsEqualToItselfOnly() {
		Operation one = things("/a: get").operations().getFirst();
		Operation same = things("/a: get").operations().getFirst();
		assertThat(new HashSet<>(List.of(one, same))).hasSize(2).contains(one, same);
		assertThat(one).hasToString(same.toString());
	}

	private Path write(String name, String... operations) throws IOException {
		return Files.writeString(this.folder.resolve(name), text(operations));
	}

	private static Contracts things(String... operations) {
		Contracts contracts = new Contracts();
		contracts.add("things", contract("things.yaml", operations));
		return contracts;
	}

	private static YamlNode contract(String file, String... operations) {
		return YamlNode.parse(file, text(operations));
	}

	/** One path a line with its methods: {@code /a/{b}: get post}. */
	private static String text(String... operations) {
		StringBuilder text = new StringBuilder(HEAD);
		for (int i = 0; i < operations.length; i++) {
			int colon = operations[i].lastIndexOf(": ");
			text.append("  ").append(operations[i], 0, colon).append(":\n");
			for (String method : operations[i].substring(colon + 2).split(" ", -1)) {
				text.append("    %s: {operationId: o%d%s}\n".formatted(method, i, method));
			}
		}
		return text.toString();
	}

	private static void assertNotFound(Contracts contracts, String path) {
		assertThat(refusal(contracts, "GET", path).problem()).isEqualTo(Problem.NO_SUCH_OPERATION);
	}

	@Test
	void pathOfTheGatewaysOwnIsFoundLikeAnyAndIsNoOperationOfAnApi() {
		Contracts contracts = things("/v1/things: get");
		Operation own = contracts.reserve("explain", "GET", "/v1/explain");
		contracts.reserve("explain", "HEAD", "/v1/explain");
		assertThat(contracts.find("GET", "/v1/explain")).isSameAs(own);
		assertThat(own.isOwn()).isTrue();
		assertThat(contracts.find("GET", "/v1/things").isOwn()).isFalse();
		assertThat(RefusalParts.headers(refusal(contracts, "PUT", "/v1/explain"))).containsEntry("Allow", "GET, HEAD");
		assertThat(contracts.operations()).hasSize(1);
		assertThat(contracts.apis()).containsExactly("things");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v1/explain: get", "/v1/explain: post", "/v1/{id}: get", "/{a}/{b}: put" })
	void pathOfTheGatewaysOwnCannotBeAContracts(String named) {
		Contracts contracts = things(named);
		assertThatExceptionOfType(InvalidSetting.class)
			.isThrownBy(() -> contracts.reserve("explain", "GET", "/v1/explain"))
			.withMessageContaining("of things is a path of the gateway's own");
	}

	private static Refusal refusal(Contracts contracts, String method, String path) {
		return catchThrowableOfType(Refusal.class, () -> contracts.find(method, path));
	}

}
