package dev.gatehouse.cards;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.random.RandomGenerator;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

/** Who may know whom. */
class RoomsTests {

	private static final String ROOT = "dev.gatehouse.cards";

	private static final JavaClasses SERVICE = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages(ROOT);

	@Test
	void roomsKnowOnlyWhatTheyNeed() {
		layeredArchitecture().consideringOnlyDependenciesInAnyPackage(ROOT + "..")
			.layer("number")
			.definedBy(ROOT + ".number")
			.layer("card")
			.definedBy(ROOT + ".card")
			.layer("store")
			.definedBy(ROOT + ".store")
			.layer("desk")
			.definedBy(ROOT + ".desk")
			.layer("api")
			.definedBy(ROOT + ".api")
			.whereLayer("api")
			.mayNotBeAccessedByAnyLayer()
			.whereLayer("desk")
			.mayOnlyBeAccessedByLayers("api")
			.whereLayer("store")
			.mayOnlyBeAccessedByLayers("desk")
			.whereLayer("card")
			.mayOnlyBeAccessedByLayers("store", "desk", "api")
			.whereLayer("number")
			.mayOnlyBeAccessedByLayers("card", "store", "desk", "api")
			.check(SERVICE);
	}

	@Test
	void rulesKnowNeitherHttpNorSql() {
		classes().that()
			.resideInAPackage(ROOT + ".card")
			.should()
			.onlyDependOnClassesThat(resideInAnyPackage(ROOT + ".card", ROOT + ".number", "dev.gatehouse.service.money",
					"com.fasterxml.jackson.annotation", "org.jspecify.annotations", "java.lang..", "java.math",
					"java.time", "java.util", "java.util.function", "java.util.regex"))
			.check(SERVICE);
	}

	@Test
	void fullNumberDoesNotLeaveItsRoom() {
		classes().that().haveSimpleName("CardNumber").should().bePackagePrivate().check(SERVICE);
		noClasses().that()
			.resideOutsideOfPackage(ROOT + ".number")
			.should()
			.dependOnClassesThat()
			.haveSimpleName("CardNumber")
			.check(SERVICE);
	}

	@Test
	void onlyTheStoreSpeaksSql() {
		noClasses().that()
			.resideOutsideOfPackage(ROOT + ".store")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("java.sql", "javax.sql", "org.springframework.jdbc..")
			.check(SERVICE);
	}

	@Test
	void onlyTheMintDrawsAtRandomAndSecurely() {
		noClasses().that()
			.resideOutsideOfPackage(ROOT + ".number")
			.should()
			.dependOnClassesThat()
			.areAssignableTo(RandomGenerator.class)
			.check(SERVICE);
		noClasses().should()
			.dependOnClassesThat(assignableTo(RandomGenerator.class).and(not(assignableTo(SecureRandom.class))))
			.check(SERVICE);
	}

	@Test
	void timeAndIdsAreGiven() {
		noClasses().should()
			.callMethod(Instant.class, "now")
			.orShould()
			.callMethod(LocalDate.class, "now")
			.orShould()
			.callMethod(UUID.class, "randomUUID")
			.orShould()
			.callMethod(Clock.class, "systemUTC")
			.check(SERVICE);
	}

}
