package dev.gatehouse.gateway.checklist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/** Each statement of the standards checklist is held by a test, or it says why not. */
class ChecklistTests {

	private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

	private final Set<String> statements = statements();

	private final Set<String> checked = checked();

	private final Map<String, Map<String, List<String>>> elsewhere = elsewhere();

	@Test
	void everyStatementIsHeldByATest() {
		Set<String> open = new TreeSet<>(this.statements);
		open.removeAll(this.checked);
		open.removeAll(tests().keySet());
		open.removeAll(notOffered());
		assertThat(open).isEmpty();
	}

	@Test
	void noStatementIsNamedThatTheChecklistDoesNotHave() {
		assertThat(this.statements).hasSize(169)
			.containsAll(this.checked)
			.containsAll(tests().keySet())
			.containsAll(notOffered());
	}

	@Test
	void noStatementIsBothHeldHereAndExcused() {
		assertThat(this.checked).doesNotContainAnyElementsOf(tests().keySet())
			.doesNotContainAnyElementsOf(notOffered());
	}

	@Test
	void everyTestElsewhereIsThere() {
		assertThat(tests().values().stream().flatMap(List::stream)).allSatisfy((place) -> {
			String[] parts = place.split("#", 2);
			Path file = REPOSITORY.resolve(parts[0]);
			assertThat(file).isRegularFile();
			if (parts.length == 2) {
				assertThat(file).content().contains("void " + parts[1] + "(");
			}
		});
	}

	private Map<String, List<String>> tests() {
		return this.elsewhere.getOrDefault("tests", Map.of());
	}

	private Set<String> notOffered() {
		return this.elsewhere.getOrDefault("not-offered", Map.of())
			.values()
			.stream()
			.flatMap(List::stream)
			.collect(Collectors.toSet());
	}

	private static Set<String> statements() {
		JsonNode items = JsonMapper.shared().readTree(text("vectors/standards-checklist.json")).get("items");
		return items.valueStream().map((item) -> item.get("id").asString()).collect(Collectors.toSet());
	}

	/** Of classes that hold tests: what nobody runs holds nothing. */
	private static Set<String> checked() {
		JavaClasses classes = new ClassFileImporter().withImportOption(new ImportOption.OnlyIncludeTests())
			.importPackages("dev.gatehouse.gateway");
		return classes.stream()
			.filter((type) -> type.getSimpleName().endsWith("Tests"))
			.flatMap(ChecklistTests::checks)
			.collect(Collectors.toSet());
	}

	private static Stream<String> checks(JavaClass type) {
		Stream<Checks> onMethods = type.getMethods()
			.stream()
			.filter((method) -> method.isAnnotatedWith(Checks.class))
			.map((method) -> method.getAnnotationOfType(Checks.class));
		Stream<Checks> onType = type.isAnnotatedWith(Checks.class) ? Stream.of(type.getAnnotationOfType(Checks.class))
				: Stream.empty();
		return Stream.concat(onType, onMethods).flatMap((checks) -> Stream.of(checks.value()));
	}

	private static Map<String, Map<String, List<String>>> elsewhere() {
		return new Yaml().load(text("checklist-elsewhere.yaml"));
	}

	private static String text(String resource) {
		try {
			return Files.readString(new ClassPathResource(resource).getFile().toPath());
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

}
