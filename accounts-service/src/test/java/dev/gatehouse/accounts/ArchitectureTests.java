package dev.gatehouse.accounts;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

import org.springframework.web.bind.annotation.RestController;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** Keeps the rooms of this service apart. */
class ArchitectureTests {

	private static final ArchRule CONTROLLERS_AND_REPOSITORIES_ARE_PACKAGE_PRIVATE = classes().that()
		.haveSimpleNameEndingWith("Controller")
		.or()
		.haveSimpleNameEndingWith("Repository")
		.should()
		.bePackagePrivate();

	private static final ArchRule ONLY_CONTROLLERS_KNOW_WEB_BINDING = noClasses().that()
		.haveSimpleNameNotEndingWith("Controller")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework.web.bind..");

	private static final ArchRule ONLY_REPOSITORIES_KNOW_SQL = noClasses().that()
		.haveSimpleNameNotEndingWith("Repository")
		.and()
		.haveSimpleNameNotEndingWith("Configuration")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework.jdbc..", "java.sql..");

	private static final ArchRule NO_CYCLES = slices().matching("dev.gatehouse.accounts.(*)..")
		.should()
		.beFreeOfCycles();

	private static final ArchRule LEDGER_STANDS_ON_ACCOUNTS = layeredArchitecture()
		.consideringOnlyDependenciesInLayers()
		.layer("account")
		.definedBy("..accounts.account..")
		.layer("ledger")
		.definedBy("..accounts.ledger..")
		.whereLayer("account")
		.mayOnlyBeAccessedByLayers("ledger")
		.whereLayer("ledger")
		.mayNotBeAccessedByAnyLayer();

	private static final JavaClasses SERVICE = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("dev.gatehouse.accounts");

	@Test
	void rulesHold() {
		CONTROLLERS_AND_REPOSITORIES_ARE_PACKAGE_PRIVATE.check(SERVICE);
		ONLY_CONTROLLERS_KNOW_WEB_BINDING.check(SERVICE);
		ONLY_REPOSITORIES_KNOW_SQL.check(SERVICE);
		NO_CYCLES.check(SERVICE);
		LEDGER_STANDS_ON_ACCOUNTS.check(SERVICE);
	}

	@Test
	void brokenRulesAreNoticed() {
		JavaClasses broken = new ClassFileImporter().importClasses(PublicController.class, KnowsTooMuch.class);
		assertThat(CONTROLLERS_AND_REPOSITORIES_ARE_PACKAGE_PRIVATE.evaluate(broken).hasViolation()).isTrue();
		assertThat(ONLY_CONTROLLERS_KNOW_WEB_BINDING.evaluate(broken).hasViolation()).isTrue();
		assertThat(ONLY_REPOSITORIES_KNOW_SQL.evaluate(broken).hasViolation()).isTrue();
	}

	public static final class PublicController {

	}

	@RestController
	static final class KnowsTooMuch {

		@org.springframework.web.bind.annotation.GetMapping("/")
		java.sql.Date today() {
			return new java.sql.Date(0);
		}

	}

}
