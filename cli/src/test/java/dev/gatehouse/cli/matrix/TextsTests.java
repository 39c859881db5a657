package dev.gatehouse.cli.matrix;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.gatehouse.cli.bank.Layout;
import dev.gatehouse.cli.terminal.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The matrix as table, CSV and JSON, and how the command is called. */
class TextsTests {

	private final SmallBank bank;

	TextsTests(@TempDir Path folder) {
		this.bank = new SmallBank(folder);
	}

	@Test
	void theTableHasALineForEachOperationAndAColumnForEachClient() {
		SmallBank.Run run = this.bank.run();
		assertThat(run.status()).isZero();
		assertThat(run.err()).isEmpty();
		assertThat(run.out().lines()).containsExactly("apis, partners.yaml and keycloak/bank-realm.json", "",
				"things                         1 2", "  GET   /things  things:read   y y",
				"  POST  /things  things:write  y -", "", "1  acme", "2  globex", "", "y  allowed",
				"-  the scope is not in the partner's ceiling");
	}

	@Test
	void theTableSaysHowManyFaultsThereAre() {
		this.bank.partners("things:read, things:write]", "things:read, things:write, a]");
		assertThat(this.bank.run().out().lines()).last().isEqualTo("1 fault: --check names it");
		this.bank.partners("things:write, a]", "things:write, a, b]");
		assertThat(this.bank.run().out().lines()).last().isEqualTo("2 faults: --check names them");
	}

	@Test
	void theTableTellsWhoIsSuspendedAndThatNobodyLookedAtKeycloak() {
		this.bank.partners("name: Globex\n    status: active", "name: Globex\n    status: suspended");
		assertThat(this.bank.run("--partners", this.bank.path("partners.yaml").toString()).out().lines())
			.contains("2  globex (suspended)", "s  the partner is suspended")
			.first()
			.asString()
			.endsWith("Keycloak was not looked at");
	}

	@Test
	void clientsThatDoNotFitFollowInABlockOfTheirOwn() {
		manyPartners(30);
		for (int width : new int[] { 10, 40, 80, 120 }) {
			List<String> lines = this.bank.environment("COLUMNS", Integer.toString(width)).run().out().lines().toList();
			assertThat(lines.stream().filter((line) -> line.matches("\\s*\\d+  (acme|globex|p\\d+)"))).hasSize(32);
			assertThat(marks(lines)).hasSize(64).containsOnly("y", "-");
			if (width > 10) {
				assertThat(lines).filteredOn((line) -> line.contains("/things"))
					.allMatch((line) -> line.length() <= width);
			}
		}
	}

	@Test
	void aWidthThatIsNoneIsTheUsualOne() {
		String usual = this.bank.run().out();
		assertThat(this.bank.environment("COLUMNS", "0").run().out()).isEqualTo(usual);
		assertThat(this.bank.environment("COLUMNS", "wide").run().out()).isEqualTo(usual);
	}

	private static List<String> marks(List<String> lines) {
		return lines.stream()
			.filter((line) -> line.contains("/things"))
			.flatMap((line) -> List.of(line.substring(30).strip().split("\\s+")).stream())
			.toList();
	}

	private void manyPartners(int number) {
		String partners = IntStream.rangeClosed(1, number)
			.mapToObj((i) -> "  p%d: {name: P, status: active, plan: standard, scopes: [things:read]}%n".formatted(i))
			.collect(Collectors.joining());
		String clients = IntStream.rangeClosed(1, number)
			.mapToObj((i) -> ("{\"clientId\": \"p%d\", \"serviceAccountsEnabled\": true, \"attributes\": {%s}, "
					+ "\"defaultClientScopes\": [\"partner-token\"], \"optionalClientScopes\": [\"things:read\"]},")
				.formatted(i, SmallBank.TYPE))
			.collect(Collectors.joining());
		this.bank.partners("partners:\n", "partners:\n" + partners).realm("\"clients\": [", "\"clients\": [" + clients);
	}

	@Test
	void csvHasARecordForEachClientAndOperation() {
		assertThat(this.bank.run("--format", "csv").out())
			.isEqualTo("client,status,api,operation,method,path,scope,verdict,reason\r\n"
					+ "acme,active,things,listThings,GET,/things,things:read,allowed,allowed\r\n"
					+ "acme,active,things,makeThing,POST,/things,things:write,allowed,allowed\r\n"
					+ "globex,active,things,listThings,GET,/things,things:read,allowed,allowed\r\n"
					+ "globex,active,things,makeThing,POST,/things,things:write,not-in-ceiling,"
					+ "the scope is not in the partner's ceiling\r\n");
	}

	@Test
	void noFieldOfTheCsvIsAFormula() {
		assertThat(List.of("=1+1", "+1", "-1", "@a", "\t=1"))
			.allSatisfy((value) -> assertThat(CsvText.field(value)).isEqualTo("'" + value));
		assertThat(CsvText.field("\r=1")).isEqualTo("\"'\r=1\"");
		assertThat(CsvText.field("=A1,\"B\"")).isEqualTo("\"'=A1,\"\"B\"\"\"");
		assertThat(CsvText.field("a=b-c")).isEqualTo("a=b-c");
		assertThat(CsvText.field("")).isEmpty();
	}

	@Test
	void whatDividesFieldsIsQuoted() {
		assertThat(CsvText.field("a,b")).isEqualTo("\"a,b\"");
		assertThat(CsvText.field("say \"a\"")).isEqualTo("\"say \"\"a\"\"\"");
		assertThat(CsvText.field("a\r\nb")).isEqualTo("\"a\r\nb\"");
		assertThat(CsvText.field("a b;c'd")).isEqualTo("a b;c'd");
	}

	@Test
	void aClientOfOthersIsNoFormulaEither() {
		this.bank.realm("\"clients\": [", """
				"clients": [{"clientId": "=HYPERLINK(\\"http://x\\",\\"y\\")", "serviceAccountsEnabled": true,
				"optionalClientScopes": ["things:read"]},""");
		assertThat(this.bank.run("--format", "csv").out())
			.contains("\r\n\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",not-registered,");
	}

	@Test
	void jsonNamesSourcesOperationsClientsAndFaults() {
		this.bank.realm("[\"things:read\"]", "[\"things:read\", \"things:write\"]");
		JsonNode json = this.bank.json();
		assertThat(json.propertyNames()).containsExactly("sources", "operations", "clients", "faults");
		assertThat(json.path("sources")).hasToString(
				"{\"contracts\":\"apis\",\"partners\":\"partners.yaml\"," + "\"realm\":\"keycloak/bank-realm.json\"}");
		assertThat(json.at("/operations/1")).hasToString("{\"api\":\"things\",\"id\":\"makeThing\",\"method\":\"POST\","
				+ "\"path\":\"/things\",\"scopes\":[\"things:write\"],\"source\":\"apis/things.yaml\",\"line\":8}");
		assertThat(json.at("/clients/1")).hasToString("{\"client\":\"globex\",\"status\":\"active\","
				+ "\"ceiling\":[\"things:read\"],\"keycloak\":[\"partner-token\",\"things:read\",\"things:write\"],"
				+ "\"verdicts\":{\"GET /things\":\"allowed\",\"POST /things\":\"above-ceiling\"}}");
		assertThat(json.at("/faults/0")).hasToString("{\"fault\":\"above-ceiling\",\"sentence\":"
				+ "\"the client globex has things:write, which is above the partner's ceiling\","
				+ "\"source\":\"keycloak/bank-realm.json\",\"line\":13}");
	}

	@Test
	void jsonSaysNullOfWhatIsNotKnown() {
		JsonNode json = this.bank.json("--contracts", this.bank.path("apis").toString());
		assertThat(json.at("/sources/realm").isNull()).isTrue();
		assertThat(json.at("/clients/0/keycloak").isNull()).isTrue();
	}

	@Test
	void oneClientCanBeChosenAndTheFaultsAreStillThoseOfAll() {
		this.bank.realm("[\"things:read\"]", "[\"things:read\", \"things:write\"]");
		JsonNode json = this.bank.json("--client", "acme");
		assertThat(json.path("clients").size()).isEqualTo(1);
		assertThat(json.at("/clients/0/client").asString()).isEqualTo("acme");
		assertThat(json.path("faults").size()).isEqualTo(1);
	}

	@Test
	void checkShowsTheMatrixWhereAFormatIsNamed() {
		this.bank.partners("things:read, things:write]", "things:read, things:write, a]");
		SmallBank.Run run = this.bank.run("--check", "--format", "csv");
		assertThat(run.status()).isEqualTo(1);
		assertThat(run.out()).startsWith("client,");
		assertThat(run.err().lines()).hasSize(1);
		assertThat(this.bank.run("--check").out()).isEmpty();
	}

	@Test
	void withoutCheckAFaultIsNoFailure() {
		this.bank.contract("- bank: [things:read]", "- {}");
		assertThat(this.bank.run().status()).isZero();
		assertThat(this.bank.run("--check").status()).isEqualTo(1);
	}

	@Test
	void aCommandLineThatMakesNoSenseEndsWith2() {
		assertUsage("'yaml' is not table, csv or json", "--format", "yaml");
		assertUsage("'CSV' is not table, csv or json", "--format", "CSV");
		assertUsage("exclude each other", "--realm", "a", "--keycloak", "http://localhost");
		assertUsage("There is no client nobody", "--client", "nobody");
		assertUsage("--chekc", "--chekc");
	}

	@Test
	void whatNobodyThoughtOfIsNeitherAFaultNorNone() {
		PrintStream broken = new PrintStream(OutputStream.nullOutputStream()) {

			@Override
			public void print(String text) {
				throw new IllegalStateException("broken");
			}

		};
		Layout layout = new Layout(this.bank.path("."), Path.of(".gatehouse"));
		CommandLine command = new CommandLine(new MatrixCommand(layout, Map.of(), new Terminal(broken, false)));
		assertThat(command.setErr(new PrintWriter(new StringWriter())).execute()).isEqualTo(2);
	}

	private void assertUsage(String complaint, String... arguments) {
		SmallBank.Run run = this.bank.run(arguments);
		assertThat(run.status()).isEqualTo(2);
		assertThat(run.err()).contains(complaint);
		assertThat(run.out()).isEmpty();
	}

}
