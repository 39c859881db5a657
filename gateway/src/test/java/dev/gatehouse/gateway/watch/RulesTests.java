package dev.gatehouse.gateway.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules of Prometheus say what they should, each alert is shown to fire and not to
 * fire, and tells what to do.
 */
class RulesTests {

	private static final Path PROMETHEUS = Tool.REPOSITORY.resolve("deploy/prometheus");

	private static final String NO_PROMTOOL = "no promtool is installed, and no image of Prometheus is here";

	private static final Pattern SECTION = Pattern.compile("(?m)^### (\\w+)$");

	@Test
	@EnabledIf(value = "dev.gatehouse.gateway.watch.Tool#hasPromtool", disabledReason = NO_PROMTOOL)
	void prometheusTakesTheConfigurationAndTheRules() {
		// All but whether the operators' secret is there: it is in the container alone.
		assertTaken("check", "config", "--syntax-only", "deploy/prometheus/prometheus.yml");
		assertTaken("check", "rules", "deploy/prometheus/rules/alerts.yml", "deploy/prometheus/rules/recording.yml");
	}

	private static void assertTaken(String... words) {
		Tool.Ended ended = Tool.promtool(words);
		assertThat(ended.output()).contains("SUCCESS");
		assertThat(ended.status()).as(ended.output()).isZero();
	}

	@ParameterizedTest
	@MethodSource("tests")
	@EnabledIf(value = "dev.gatehouse.gateway.watch.Tool#hasPromtool", disabledReason = NO_PROMTOOL)
	void alertsFireWhenTheyShouldAndElseDoNot(String file) {
		Tool.Ended ended = Tool.promtool("test", "rules", "deploy/prometheus/tests/" + file);
		assertThat(ended.status()).as(ended.output()).isZero();
	}

	@Test
	@EnabledIf(value = "dev.gatehouse.gateway.watch.Tool#hasPromtool", disabledReason = NO_PROMTOOL)
	void testThatIsWrongIsNoticed() throws IOException {
		Path wrong = Files.createTempFile(PROMETHEUS.resolve("tests"), "wrong", ".yml");
		try {
			Files.writeString(wrong, Files.readString(PROMETHEUS.resolve("tests/partners.yml"))
				.replace("client: acme, reason: insufficient-scope", "client: acme, reason: expired"));
			assertThat(Tool.promtool("test", "rules", Tool.REPOSITORY.relativize(wrong).toString()).output())
				.contains("FAILED");
		}
		finally {
			Files.delete(wrong);
		}
	}

	@Test
	void everyAlertHasATestThatItFiresAndOneThatItDoesNot() throws IOException {
		Set<String> fires = new HashSet<>();
		Set<String> doesNot = new HashSet<>();
		for (String file : tests().toList()) {
			for (JsonNode test : yaml(PROMETHEUS.resolve("tests/" + file)).path("tests")) {
				for (JsonNode check : test.path("alert_rule_test")) {
					(check.path("exp_alerts").isEmpty() ? doesNot : fires).add(check.path("alertname").asString());
				}
			}
		}
		assertThat(fires).isEqualTo(alerts().stream().map(RulesTests::name).collect(Collectors.toSet()));
		assertThat(doesNot).isEqualTo(fires);
	}

	@Test
	void everyAlertSaysHowUrgentItIsAndLeadsToItsSectionOfTheRunbook() throws IOException {
		String runbook = Files.readString(Tool.REPOSITORY.resolve("docs/operations.md"));
		Set<String> sections = SECTION.matcher(runbook)
			.results()
			.map((found) -> found.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(alerts()).isNotEmpty().allSatisfy((alert) -> {
			assertThat(alert.path("labels").path("severity").asString()).isIn("page", "ticket");
			assertThat(alert.path("annotations").path("summary").asString()).isNotBlank();
			assertThat(alert.path("annotations").path("description").asString()).isNotBlank();
			assertThat(alert.path("annotations").path("runbook_url").asString())
				.isEqualTo("docs/operations.md#" + name(alert).toLowerCase(Locale.ROOT));
		});
		assertThat(sections)
			.isEqualTo(alerts().stream().map(RulesTests::name).collect(Collectors.toCollection(TreeSet::new)));
	}

	static Stream<String> tests() throws IOException {
		try (Stream<Path> files = Files.list(PROMETHEUS.resolve("tests"))) {
			return files.map((file) -> file.getFileName().toString())
				.filter((name) -> !name.startsWith("wrong"))
				.sorted()
				.toList()
				.stream();
		}
	}

	private static List<JsonNode> alerts() throws IOException {
		return yaml(PROMETHEUS.resolve("rules/alerts.yml")).path("groups")
			.valueStream()
			.flatMap((group) -> group.path("rules").valueStream())
			.toList();
	}

	private static String name(JsonNode alert) {
		return alert.path("alert").asString();
	}

	private static JsonNode yaml(Path file) throws IOException {
		Object loaded = new Yaml().load(Files.readString(file));
		return new JsonMapper().valueToTree(loaded);
	}

}
