package dev.gatehouse.cli;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

/** Which room may use which. */
class RoomsTests {

	private final JavaClasses classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("dev.gatehouse.cli");

	@Test
	void roomsUseOnlyWhatLiesBelowThem() {
		layeredArchitecture().consideringOnlyDependenciesInLayers()
			.layer("main")
			.definedBy("dev.gatehouse.cli")
			.layer("audit")
			.definedBy("dev.gatehouse.cli.audit")
			.layer("call")
			.definedBy("dev.gatehouse.cli.call")
			.layer("matrix")
			.definedBy("dev.gatehouse.cli.matrix")
			.layer("partner")
			.definedBy("dev.gatehouse.cli.partner")
			.layer("revocation")
			.definedBy("dev.gatehouse.cli.revocation")
			.layer("token")
			.definedBy("dev.gatehouse.cli.token")
			.layer("stack")
			.definedBy("dev.gatehouse.cli.stack")
			.layer("bank")
			.definedBy("dev.gatehouse.cli.bank")
			.layer("process")
			.definedBy("dev.gatehouse.cli.process")
			.layer("credentials")
			.definedBy("dev.gatehouse.cli.credentials")
			.layer("tls")
			.definedBy("dev.gatehouse.cli.tls")
			.layer("terminal")
			.definedBy("dev.gatehouse.cli.terminal")
			.whereLayer("main")
			.mayNotBeAccessedByAnyLayer()
			.whereLayer("audit")
			.mayOnlyBeAccessedByLayers("main", "partner")
			.whereLayer("call")
			.mayOnlyBeAccessedByLayers("main")
			.whereLayer("matrix")
			.mayOnlyBeAccessedByLayers("main", "partner")
			.whereLayer("partner")
			.mayOnlyBeAccessedByLayers("main")
			.whereLayer("revocation")
			.mayOnlyBeAccessedByLayers("main")
			.whereLayer("token")
			.mayOnlyBeAccessedByLayers("main", "call", "matrix", "partner", "revocation")
			.whereLayer("stack")
			.mayOnlyBeAccessedByLayers("main", "call", "token", "partner")
			.whereLayer("bank")
			.mayOnlyBeAccessedByLayers("main", "audit", "call", "matrix", "partner", "revocation", "token", "stack")
			.whereLayer("process")
			.mayOnlyBeAccessedByLayers("stack", "bank")
			.whereLayer("credentials")
			.mayOnlyBeAccessedByLayers("matrix", "partner", "revocation", "token", "stack", "bank")
			.whereLayer("tls")
			.mayOnlyBeAccessedByLayers("call", "token", "stack", "bank")
			.check(this.classes);
	}

}
