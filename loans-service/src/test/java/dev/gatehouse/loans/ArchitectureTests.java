package dev.gatehouse.loans;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

/** Who may know whom. A room that is not named here, or is empty, fails. */
class ArchitectureTests {

	private static final String ROOT = "dev.gatehouse.loans";

	private static final JavaClasses SERVICE = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(ROOT);

	private static final ArchRule ROOMS = layeredArchitecture().consideringOnlyDependenciesInAnyPackage(ROOT + "..")
		.ensureAllClassesAreContainedInArchitecture()
		.layer("start")
		.definedBy(ROOT)
		.layer("annuity")
		.definedBy(ROOT + ".annuity")
		.layer("book")
		.definedBy(ROOT + ".book")
		.layer("view")
		.definedBy(ROOT + ".view")
		.layer("apply")
		.definedBy(ROOT + ".apply")
		.layer("repay")
		.definedBy(ROOT + ".repay")
		.whereLayer("start")
		.mayNotAccessAnyLayer()
		.whereLayer("annuity")
		.mayNotAccessAnyLayer()
		.whereLayer("book")
		.mayOnlyAccessLayers("annuity")
		.whereLayer("view")
		.mayOnlyAccessLayers("annuity", "book")
		.whereLayer("apply")
		.mayOnlyAccessLayers("annuity", "book", "view")
		.whereLayer("repay")
		.mayOnlyAccessLayers("annuity", "book");

	private static final ArchRule PURE = classes().that()
		.resideInAPackage(ROOT + ".annuity")
		.should()
		.onlyDependOnClassesThat()
		.resideInAnyPackage(ROOT + ".annuity", "java..", "org.jspecify..");

	private static final ArchRule SQL = noClasses().that()
		.resideOutsideOfPackage(ROOT + ".book")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework.jdbc..", "java.sql..", "javax.sql..");

	private static final ArchRule TIME = noClasses().should()
		.callMethod(Instant.class, "now")
		.orShould()
		.callMethod(LocalDate.class, "now")
		.orShould()
		.callMethod(System.class, "currentTimeMillis")
		.orShould()
		.callMethod(UUID.class, "randomUUID");

	private static final ArchRule PRIVATE_WEB = methods().that()
		.areDeclaredInClassesThat()
		.haveSimpleNameEndingWith("Controller")
		.should()
		.notBePublic();

	@Test
	void roomsKnowOnlyWhatTheyMay() {
		ROOMS.check(SERVICE);
	}

	@Test
	void arithmeticIsPure() {
		PURE.check(SERVICE);
	}

	@Test
	void onlyTheBookSpeaksSql() {
		SQL.check(SERVICE);
	}

	@Test
	void timeAndIdsAreInjected() {
		TIME.check(SERVICE);
	}

	@Test
	void controllersAreNobodysApi() {
		PRIVATE_WEB.check(SERVICE);
	}

	@Test
	void everyRuleCanBeBroken() {
		JavaClasses withTests = new ClassFileImporter().importPackages(ROOT);
		assertThat(List.of(ROOMS, PURE, SQL, TIME, PRIVATE_WEB))
			.allMatch((rule) -> rule.evaluate(withTests).hasViolation());
	}

	/** Breaks the rule for controllers; the tests around it break the others. */
	static final class LoudController {

		public String shout() {
			return "loans!";
		}

	}

}
