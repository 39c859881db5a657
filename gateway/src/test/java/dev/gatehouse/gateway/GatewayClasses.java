package dev.gatehouse.gateway;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.gatehouse.gateway.architecture.BrokenRules;

/** The gateway's classes, read once, and those that break the rules on purpose. */
final class GatewayClasses {

	static final String BASE = "dev.gatehouse.gateway";

	static final JavaClasses MAIN = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages(BASE);

	static final JavaClasses BROKEN = new ClassFileImporter().importPackages(BrokenRules.class.getPackageName());

	private GatewayClasses() {
	}

	/** Returns whether the rule finds a fault: the proof that it looks. */
	static boolean isBroken(ArchRule rule, JavaClasses classes) {
		return rule.evaluate(classes).hasViolation();
	}

}
