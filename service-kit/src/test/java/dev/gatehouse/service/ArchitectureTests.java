package dev.gatehouse.service;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** Keeps the promises apart. */
class ArchitectureTests {

	private static final JavaClasses KIT = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("dev.gatehouse.service");

	@Test
	void packagesHaveNoCycles() {
		slices().matching("dev.gatehouse.service.(*)..").should().beFreeOfCycles().check(KIT);
	}

	@Test
	void configurationsFiltersAndRepositoriesArePackagePrivate() {
		classes().that()
			.haveSimpleNameEndingWith("Configuration")
			.or()
			.haveSimpleNameEndingWith("Filter")
			.or()
			.haveSimpleNameEndingWith("Repository")
			.or()
			.haveSimpleNameEndingWith("Resolver")
			.should()
			.bePackagePrivate()
			.check(KIT);
	}

	@Test
	void valuesKnowNoFramework() {
		noClasses().that()
			.resideInAnyPackage("..service.money..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework..", "jakarta.servlet..")
			.check(KIT);
	}

}
