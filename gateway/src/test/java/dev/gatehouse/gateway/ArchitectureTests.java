package dev.gatehouse.gateway;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import dev.gatehouse.gateway.access.Access;
import dev.gatehouse.gateway.binding.BindingCheck;
import dev.gatehouse.gateway.checklist.Checks;
import dev.gatehouse.gateway.contract.BodyRule;
import dev.gatehouse.gateway.contract.Contracts;
import dev.gatehouse.gateway.entry.Entry;
import dev.gatehouse.gateway.limits.Limits;
import dev.gatehouse.gateway.partner.Partners;
import dev.gatehouse.gateway.token.TokenCheck;
import dev.gatehouse.gateway.validation.Validation;
import org.junit.jupiter.api.Test;

import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.server.WebFilter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.gatehouse.gateway.GatewayClasses.BASE;
import static dev.gatehouse.gateway.GatewayClasses.BROKEN;
import static dev.gatehouse.gateway.GatewayClasses.MAIN;
import static dev.gatehouse.gateway.GatewayClasses.isBroken;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which room may know which, and that the walk alone states their order. Beside each rule
 * stands the proof that it notices: a class, or a change of the rule, that breaks it.
 */
class ArchitectureTests {

	/** Which room may know which. What is not here is forbidden. */
	private static final Map<String, Set<String>> EDGES = Map.ofEntries(
			Map.entry("root",
					Set.of("access", "binding", "contract", "entry", "explain", "forward", "limits", "metadata",
							"partner", "problem", "record", "settings", "tls", "token", "validation", "warmup")),
			Map.entry("tls", Set.of("settings")), Map.entry("entry", Set.of("problem", "settings")),
			Map.entry("contract", Set.of("problem", "settings", "yaml")),
			Map.entry("cutoff", Set.of("issuer", "partner", "revocation", "settings")),
			Map.entry("token", Set.of("entry", "issuer", "problem", "revocation", "settings")),
			Map.entry("revocation", Set.of("partner", "settings", "store")),
			Map.entry("management", Set.of("settings")), Map.entry("logging", Set.of()),
			Map.entry("loop", Set.of("settings")),
			Map.entry("console", Set.of("contract", "limits", "partner", "record")),
			Map.entry("partner", Set.of("contract", "entry", "problem", "settings", "yaml")),
			Map.entry("binding", Set.of("entry", "partner", "problem", "record", "settings", "store", "token")),
			Map.entry("access", Set.of("contract", "partner", "problem")),
			Map.entry("limits", Set.of("partner", "problem", "settings", "store")),
			Map.entry("forward", Set.of("answer", "contract", "entry", "partner", "problem", "record", "settings")),
			Map.entry("record", Set.of("contract", "entry", "partner", "problem", "settings", "tracing")),
			Map.entry("tracing", Set.of("settings")),
			Map.entry("metadata", Set.of("answer", "contract", "problem", "record", "settings")),
			Map.entry("explain",
					Set.of("access", "answer", "contract", "entry", "limits", "partner", "problem", "record", "token")),
			Map.entry("validation", Set.of("contract", "problem", "record", "settings", "yaml")),
			Map.entry("problem", Set.of("answer")), Map.entry("answer", Set.of()), Map.entry("issuer", Set.of()),
			Map.entry("store", Set.of("settings")), Map.entry("yaml", Set.of("settings")),
			Map.entry("warmup", Set.of("settings", "token")), Map.entry("settings", Set.of()));

	@Test
	void roomsKnowOnlyTheirAllowedNeighbours() {
		rooms(EDGES).check(MAIN);
	}

	@Test
	void everyAllowedEdgeIsUsed() {
		Map<String, Set<String>> used = new HashMap<>();
		EDGES.keySet().forEach((room) -> used.put(room, new HashSet<>()));
		for (JavaClass type : MAIN) {
			type.getDirectDependenciesFromSelf()
				.stream()
				.map((dependency) -> dependency.getTargetClass().getPackageName())
				.filter((neighbour) -> neighbour.startsWith(BASE) && !neighbour.equals(type.getPackageName()))
				.forEach((neighbour) -> used.computeIfAbsent(room(type.getPackageName()), (room) -> new HashSet<>())
					.add(room(neighbour)));
		}
		assertThat(used).isEqualTo(EDGES);
	}

	private static String room(String name) {
		return name.equals(BASE) ? "root" : name.substring(BASE.length() + 1);
	}

	@Test
	void edgeThatIsNotAllowedBreaksTheRule() {
		assertThat(isBroken(rooms(with("partner", Set.of("contract", "problem", "settings", "yaml"))), MAIN)).isTrue();
		assertThat(isBroken(rooms(with("yaml", Set.of())), MAIN)).isTrue();
	}

	@Test
	void roomWithoutClassesBreaksTheRule() {
		assertThat(isBroken(rooms(with("nowhere", Set.of())), MAIN)).isTrue();
	}

	@Test
	void classOutsideOfAllRoomsBreaksTheRule() {
		JavaClasses withStranger = new ClassFileImporter().importPackages(BASE + ".access", BASE + ".architecture.one");
		assertThat(rooms(EDGES).evaluate(withStranger).getFailureReport().getDetails())
			.anyMatch((detail) -> detail.contains("KnowsTwo") && detail.contains("not contained"));
	}

	@Test
	void roomsHaveNoCycles() {
		noCycles(BASE + ".(*)..").check(MAIN);
		assertThat(isBroken(noCycles(BASE + ".architecture.(*).."), BROKEN)).isTrue();
	}

	@Test
	void nothingButTheWalkSeesAllRequests() {
		ArchRule rule = noClasses().that(DescribedPredicate.not(standsAtTheManagementPort()))
			.should()
			.beAssignableTo(WebFilter.class)
			.orShould()
			.beAssignableTo(GlobalFilter.class);
		rule.check(MAIN);
		assertThat(isBroken(rule, BROKEN)).isTrue();
		assertThat(MAIN.stream().filter((type) -> type.isAssignableTo(HttpHandler.class)))
			.extracting(JavaClass::getName)
			.containsExactly(Gate.class.getName());
		assertThat(MAIN.get(Gate.class).getDirectDependenciesFromSelf())
			.extracting((use) -> use.getTargetClass().getName())
			.contains(Walk.class.getName());
	}

	@Test
	void filterOfTheManagementPortIsNoBeanOfTheGateway() {
		assertThat(MAIN.stream().filter(standsAtTheManagementPort())).hasSize(1);
		assertThat(MAIN.stream()
			.flatMap((type) -> type.getConstructorCallsFromSelf().stream())
			.filter((call) -> standsAtTheManagementPort().test(call.getTargetOwner()))
			.map((call) -> call.getOriginOwner())
			.distinct()).singleElement().matches((maker) -> !maker.isMetaAnnotatedWith(Component.class));
	}

	private static DescribedPredicate<JavaClass> standsAtTheManagementPort() {
		return DescribedPredicate.describe("stand before the management port",
				(JavaClass type) -> type.getName().equals(BASE + ".management.OperatorsOnly"));
	}

	@Test
	void noRoomStatesAnOrderOfItsOwn() {
		ArchRule rule = noClasses().that(DescribedPredicate.not(mustHaveAnOrder()))
			.should()
			.beAssignableTo(Ordered.class)
			.orShould()
			.beAnnotatedWith(Order.class);
		rule.check(MAIN);
		assertThat(isBroken(rule, BROKEN)).isTrue();
		assertThat(MAIN.stream().filter(mustHaveAnOrder())).hasSize(3);
	}

	/**
	 * Spring asks these for a number: the last filter of a route, the handler mapping and
	 * the last net of errors.
	 */
	private static DescribedPredicate<JavaClass> mustHaveAnOrder() {
		Set<String> names = Set.of("ForwardFilter", "OperationHandlerMapping", "UncaughtProblems");
		return DescribedPredicate.describe("have an order in a list of Spring's",
				(JavaClass type) -> names.contains(type.getSimpleName()));
	}

	@Test
	@Checks("A-163")
	void onlyTheWalkAsksTheRooms() {
		List<Class<?>> rooms = List.of(Entry.class, Contracts.class, TokenCheck.class, Partners.class, Access.class,
				BodyRule.class, BindingCheck.class, Limits.class, Validation.class);
		ArchRule rule = noClasses().that()
			.doNotHaveFullyQualifiedName(Walk.class.getName())
			.should()
			.callMethodWhere(DescribedPredicate.describe("asks a room for its decision",
					(JavaAccess<?> call) -> rooms.stream()
						.anyMatch((room) -> call.getTargetOwner().isEquivalentTo(room)) && isDecision(call)
							&& !call.getOriginOwner().equals(call.getTargetOwner())));
		rule.check(MAIN);
		assertThat(isBroken(rule, BROKEN)).isTrue();
		assertThat(MAIN.get(Walk.class).getMethodCallsFromSelf().stream().filter(ArchitectureTests::isDecision))
			.extracting((call) -> call.getTargetOwner().getName())
			.containsAll(rooms.stream().map(Class::getName).toList());
	}

	private static boolean isDecision(JavaAccess<?> call) {
		return Set.of("check", "checkLine", "known", "verify", "require", "identify", "admit").contains(call.getName())
				|| (call.getName().equals("find") && call.getTargetOwner().isEquivalentTo(Contracts.class));
	}

	private static LayeredArchitecture rooms(Map<String, Set<String>> edges) {
		LayeredArchitecture rooms = Architectures.layeredArchitecture()
			.consideringOnlyDependenciesInLayers()
			.withOptionalLayers(false)
			.ensureAllClassesAreContainedInArchitecture();
		for (String room : new TreeSet<>(edges.keySet())) {
			rooms = rooms.layer(room).definedBy(room.equals("root") ? BASE : BASE + "." + room);
		}
		for (Map.Entry<String, Set<String>> edge : edges.entrySet()) {
			rooms = edge.getValue().isEmpty() ? rooms.whereLayer(edge.getKey()).mayNotAccessAnyLayer()
					: rooms.whereLayer(edge.getKey()).mayOnlyAccessLayers(edge.getValue().toArray(String[]::new));
		}
		return rooms;
	}

	private static Map<String, Set<String>> with(String room, Set<String> neighbours) {
		Map<String, Set<String>> changed = new HashMap<>(EDGES);
		changed.put(room, neighbours);
		return changed;
	}

	private static ArchRule noCycles(String packages) {
		return SlicesRuleDefinition.slices().matching(packages).should().beFreeOfCycles();
	}

}
