package dev.gatehouse.gateway;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.ConfigurationProperties;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static dev.gatehouse.gateway.GatewayClasses.BASE;
import static dev.gatehouse.gateway.GatewayClasses.BROKEN;
import static dev.gatehouse.gateway.GatewayClasses.MAIN;
import static dev.gatehouse.gateway.GatewayClasses.isBroken;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The house rules that a compiler does not know. Beside each stands the proof that it
 * notices: a class that breaks it.
 */
class HouseRulesTests {

	private static final Set<String> PUBLIC_TYPES = Set.of("GatewayApplication", "access.Access", "access.Access$Lack",
			"answer.AnswerFields", "answer.HttpDate", "answer.OwnAnswer", "binding.BindingCheck", "contract.BodyRule",
			"contract.Contracts", "contract.Operation", "contract.Place", "contract.References",
			"entry.ClientCertificates", "entry.Connections", "entry.Entry", "entry.Network", "entry.Source",
			"entry.SourceLimit", "entry.UnreadAnswer", "explain.Explain", "explain.Judge", "explain.Rehearsal",
			"forward.Forward", "forward.NoFiltersOfSecurity", "issuer.IssuerClient", "limits.Limits", "limits.Permit",
			"limits.Standing", "limits.Standing$Places", "limits.Standing$Quota", "limits.Standing$Rate",
			"logging.HiddenSecrets", "metadata.ResourceMetadata", "partner.Caller", "partner.Partner",
			"partner.Partner$Binding", "partner.Partners", "partner.Plan", "partner.Plan$Period", "partner.Plan$Quota",
			"partner.Plan$Rate", "problem.Challenge", "problem.MetadataLink", "problem.Problem",
			"problem.ProblemWriter", "problem.ProofAlgorithms", "problem.Refusal", "problem.Refusals",
			"record.LatencyBuckets", "record.Passage", "record.Recorder", "revocation.Cutoffs",
			"revocation.Revocations", "revocation.TokenLife", "settings.ClientCredentials", "settings.InvalidSetting",
			"settings.OwnFile", "settings.OwnFile$NotTrusted", "store.StoreAway", "store.StoreClient",
			"store.StoreScript", "store.StoreSettings", "tls.ServerTls", "token.BindingFault", "token.Confirmation",
			"token.Confirmation$Kind", "token.CryptoProvider", "token.Proof", "token.ProofReader", "token.TokenCheck",
			"token.TokenFindings", "token.VerifiedToken", "tracing.TracedCall", "tracing.TracedRequest",
			"tracing.Tracing", "validation.Validation", "warmup.WarmUp", "yaml.YamlNode");

	private static final ArchRule NO_FIELD_INJECTION = noFields().should()
		.beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
		.orShould()
		.beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
		.orShould()
		.beAnnotatedWith("jakarta.annotation.Resource")
		.orShould()
		.beAnnotatedWith("jakarta.inject.Inject");

	private static final ArchRule SETTINGS_ARE_RECORDS = classes().that()
		.areAnnotatedWith(ConfigurationProperties.class)
		.should()
		.beRecords();

	private static final ArchRule CASE_NEEDS_A_LOCALE = noClasses().should()
		.callMethod(String.class, "toLowerCase")
		.orShould()
		.callMethod(String.class, "toUpperCase");

	private static final ArchRule NOTHING_WAITS = noClasses().should()
		.accessTargetWhere(targetOwner(DescribedPredicate.describe("of Reactor",
				(JavaClass owner) -> owner.getPackageName().startsWith("reactor.core.publisher")))
			.and(target(nameMatching("block|blockFirst|blockLast|blockOptional|toIterable|toStream"))));

	@Test
	void nothingIsInjectedIntoFields() {
		NO_FIELD_INJECTION.check(MAIN);
		assertThat(isBroken(NO_FIELD_INJECTION, BROKEN)).isTrue();
	}

	/**
	 * An image is built before its settings are known, and its beans are decided then.
	 */
	@Test
	void noBeanDependsOnAConditionOfOurs() {
		ArchRule rule = noClasses().should()
			.dependOnClassesThat()
			.haveNameMatching("org\\.springframework\\..*\\.(Profile|Conditional\\w*)");
		rule.check(MAIN);
		assertThat(isBroken(rule, BROKEN)).isTrue();
	}

	@Test
	void nothingIsWrittenToStandardStreams() {
		ArchRule rule = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
		rule.check(MAIN);
		assertThat(isBroken(rule, BROKEN)).isTrue();
	}

	@Test
	void servletsAreNotKnown() {
		doesNotKnow("jakarta.servlet..").check(MAIN);
		assertThat(isBroken(doesNotKnow("org.springframework.web.server.."), MAIN)).isTrue();
	}

	@Test
	void nothingWaitsForReactor() {
		NOTHING_WAITS.check(without(MAIN, "Upstream"));
		assertThat(isBroken(NOTHING_WAITS, BROKEN)).isTrue();
	}

	@Test
	void upstreamWaitsOnlyWhenItCloses() {
		Set<String> waiting = MAIN.get(BASE + ".forward.Upstream")
			.getMethodCallsFromSelf()
			.stream()
			.filter((call) -> call.getName().startsWith("block"))
			.map((call) -> call.getOrigin().getName())
			.collect(Collectors.toSet());
		assertThat(waiting).containsExactly("close");
	}

	/** Else something of it would be loaded where there is no collector. */
	@Test
	void onlyTheTracingRoomKnowsOpenTelemetry() {
		ArchRule rule = onlyKnownIn("io.opentelemetry..", BASE + ".tracing");
		rule.check(MAIN);
		assertThat(isBroken(onlyKnownIn("io.opentelemetry..", BASE + ".record"), MAIN)).isTrue();
	}

	@Test
	void settingsAreRecords() {
		SETTINGS_ARE_RECORDS.check(MAIN);
		assertThat(isBroken(SETTINGS_ARE_RECORDS, BROKEN)).isTrue();
	}

	@Test
	void caseIsChangedOnlyWithALocale() {
		CASE_NEEDS_A_LOCALE.check(MAIN);
		assertThat(CASE_NEEDS_A_LOCALE.evaluate(BROKEN).getFailureReport().getDetails()).hasSize(2)
			.allMatch((detail) -> detail.contains(".fold("));
	}

	@Test
	void publicTypesAreListed() {
		assertThat(publicTypes(MAIN)).isEqualTo(new TreeSet<>(PUBLIC_TYPES));
		assertThat(publicTypes(BROKEN)).contains("architecture.BrokenRules");
	}

	@Test
	void typesAreNotCalledAfterNothing() {
		ArchRule rule = noClasses().should().haveNameMatching(".*(Impl|Util|Utils|Helper|Manager|Constants|Dto)");
		rule.check(MAIN);
		assertThat(isBroken(noClasses().should().haveNameMatching(".*(Check|Rules)"), MAIN)).isTrue();
	}

	private static Set<String> publicTypes(JavaClasses classes) {
		return classes.stream()
			.filter((type) -> type.getModifiers().contains(JavaModifier.PUBLIC))
			.filter((type) -> !type.getSimpleName().equals("package-info"))
			.map((type) -> type.getName().substring(BASE.length() + 1))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static ArchRule doesNotKnow(String packages) {
		return noClasses().should().dependOnClassesThat().resideInAPackage(packages);
	}

	private static ArchRule onlyKnownIn(String packages, String room) {
		return noClasses().that()
			.resideOutsideOfPackage(room)
			.should()
			.dependOnClassesThat()
			.resideInAPackage(packages);
	}

	private static JavaClasses without(JavaClasses classes, String simpleName) {
		return classes.that(DescribedPredicate
			.not(DescribedPredicate.describe(simpleName, (JavaClass type) -> type.getSimpleName().equals(simpleName))));
	}

}
