package dev.gatehouse.system.walk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.gatehouse.system.Bank;
import dev.gatehouse.system.Metrics;
import dev.gatehouse.system.Partner;
import dev.gatehouse.system.UsedSecrets;
import dev.gatehouse.system.compose.ComposeStack;
import dev.gatehouse.system.compose.Engine;
import dev.gatehouse.system.compose.Probe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The bank in containers, built from source: walked like any other, and with nothing
 * behind its gate within reach.
 */
@EnabledIf(value = "dev.gatehouse.system.compose.Engine#answers",
		disabledReason = "no Docker Engine with Compose answers on this machine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComposeStackTests extends BankWalk {

	private static final List<String> PARTS = List.of("postgres", "valkey", "keycloak", "accounts-service",
			"loans-service", "cards-service", "gateway", "prometheus");

	private static final List<String> INSIDE = List.of("postgres", "valkey", "accounts-service", "loans-service",
			"cards-service", "prometheus");

	private static final List<String> BEHIND_THE_GATE = List.of("postgres:5432", "accounts-service:8080",
			"loans-service:8080", "cards-service:8080");

	private final ComposeStack stack;

	ComposeStackTests(@TempDir Path folder) {
		this.stack = ComposeStack.start(folder);
	}

	@AfterAll
	void takeDown() {
		Set<String> shown = UsedSecrets.in(this.stack.compose("logs", "--no-color"), this.stack.credentials());
		this.stack.close();
		assertThat(shown).isEmpty();
	}

	@Override
	Bank bank() {
		return this.stack;
	}

	@ParameterizedTest
	@FieldSource("PARTS")
	void everyPartIsHealthy(String part) {
		await().atMost(Duration.ofSeconds(60))
			.untilAsserted(() -> assertThat(this.stack.inspect(part, "{{.State.Health.Status}}")).isEqualTo("healthy"));
	}

	@Test
	void gatewayRunsFromTheCacheThatItsImageWasTrainedWith() {
		assertThat(this.stack.compose("exec", "-T", "gateway", "cat", "/proc/1/maps")).contains("/app/gateway.aot");
	}

	@Test
	void gatewayHasTheBeansThatWereDecidedWithItsImage() {
		assertThat(Engine.docker("logs", this.stack.container("gateway")).run())
			.contains("Starting AOT-processed GatewayApplication");
	}

	/** A signed library's classes are in no AOT cache. */
	@Test
	void noLibraryOfTheGatewaysIsSigned() {
		String libraries = Engine.docker("run", "--rm", "--network", "none", "--entrypoint", "sh", "gatehouse/gateway")
			.with("-c", "grep -l pom.xml lib/*.jar; grep -lE 'META-INF/[A-Z]+[.]SF' lib/*.jar || echo none is signed")
			.run();

		assertThat(libraries.lines()).hasSizeGreaterThan(50).last().isEqualTo("none is signed");
	}

	@Test
	void jvmThatCannotUseTheCacheStartsAllTheSame() {
		assertThat(jvmInfo()).contains("sharing");
		assertThat(jvmInfo("-XX:-UseCompactObjectHeaders")).contains("mixed mode").doesNotContain("sharing", "[aot]");
	}

	@Test
	void jvmOfTheGatewayTakesItsCompilerDirectives() {
		assertThat(jvmInfo()).contains("1 compiler directives added");
	}

	@Test
	void tokenFetchedOutsideNamesTheIssuerThatTheGatewayExpects() {
		String token = new Partner(this.stack, "acme-treasury").token("accounts:read");

		assertThat(Partner.part(token, 1).path("iss").asString()).isEqualTo(this.stack.issuer().toString());
	}

	@Test
	void prometheusScrapesTheGateway() {
		await().atMost(Duration.ofSeconds(60))
			.untilAsserted(() -> assertThat(prometheusAnswers("up{job=\"gateway\"}")).contains("=> 1 @"));
	}

	@Test
	void nothingBehindTheGateIsReachedFromTheEdge() {
		List<String> targets = Stream.of(List.of("gateway:8080", "keycloak:8080"), BEHIND_THE_GATE, addresses())
			.flatMap(List::stream)
			.toList();

		assertThat(Probe.reachesFrom(this.stack.network("edge"), targets)).containsExactlyInAnyOrder("gateway:8080",
				"keycloak:8080");
	}

	@Test
	void nothingBehindTheGateIsReachedFromTheDefaultBridge() {
		assertThat(Probe.reachesFrom("bridge", addresses())).isEmpty();
	}

	@Test
	void theSameAddressesAreReachedFromTheBanksOwnNetwork() {
		assertThat(Probe.reachesFrom(this.stack.network("bank"), addresses()))
			.containsExactlyInAnyOrderElementsOf(addresses());
	}

	@Test
	void theStoreIsReachedByWhoeverSharesItAlone() {
		List<String> store = List.of(this.stack.address("valkey", "store") + ":6379");

		assertThat(Probe.reachesFrom(this.stack.network("bank"), store)).isEmpty();
		assertThat(Probe.reachesFrom(this.stack.network("edge"), store)).isEmpty();
		assertThat(Probe.reachesFrom(this.stack.network("store"), store)).isEqualTo(store);
	}

	@Test
	void partnersNoticeNothingOfAStoreThatIsAway() {
		Partner acme = new Partner(this.stack, "acme-treasury");
		awaitStore(1);
		this.stack.compose("kill", "valkey");
		try {
			awaitStore(0);
			acme.get("/v1/accounts").expect(200);
		}
		finally {
			this.stack.compose("start", "valkey");
		}
		awaitStore(1);
		acme.get("/v1/accounts").expect(200);
	}

	private void awaitStore(int up) {
		await().atMost(Duration.ofSeconds(30))
			.until(() -> Metrics.sum(this.stack.management(), managementSecret(), "gatehouse_limit_store_up ") == up);
	}

	@Test
	void managementPortAsksWhoComesAndSaysToAnybodyThatItIsWell() {
		for (String path : List.of("/actuator/prometheus", "/console", "/console/data")) {
			Partner.readAt(this.stack.management(), "", path).expect(401);
			Partner.readAt(this.stack.management(), managementSecret(), path).expect(200);
		}
		assertThat(Partner.readAt(this.stack.management(), "", "/actuator/health").expect(200).body())
			.contains("\"UP\"")
			.doesNotContain("keys");
	}

	@Test
	void gatewayLogsOneJsonObjectALine() {
		List<String> lines = Engine.docker("logs", this.stack.container("gateway")).run().lines().toList();
		assertThat(lines).filteredOn((line) -> line.startsWith("{"))
			.isNotEmpty()
			.allMatch((line) -> Partner.parse(line).has("@timestamp"));
		assertThat(lines).filteredOn((line) -> !line.startsWith("{")).noneMatch((line) -> line.contains(" INFO "));
	}

	private String managementSecret() {
		return this.stack.credential("GATEHOUSE_MANAGEMENT_SECRET");
	}

	@Test
	void partnersComeAndGoByCommandsFromOutside() {
		new ContainersOnboardingWalk(this.stack).walk();
	}

	@ParameterizedTest
	@FieldSource("INSIDE")
	void whatIsInsidePublishesNoPort(String part) {
		assertThat(Engine.docker("port", this.stack.container(part)).run()).isBlank();
	}

	@ParameterizedTest
	@FieldSource("PARTS")
	void noPartRunsAsRootOrCanWriteToItsImage(String part) {
		assertThat(Engine.docker("top", this.stack.container(part), "-eo", "pid,uid").run().lines().skip(1))
			.isNotEmpty()
			.noneMatch((process) -> process.strip().endsWith(" 0"));
		assertThat(this.stack.inspect(part, "{{.HostConfig.ReadonlyRootfs}}")).isEqualTo("true");
	}

	@Test
	void noSecretIsSeenByWhoeverInspectsTheContainers() throws IOException {
		List<String> secrets = Files.readAllLines(this.stack.credentials())
			.stream()
			.map((line) -> line.substring(line.indexOf('=') + 1))
			.toList();

		assertThat(secrets).isNotEmpty().allMatch((secret) -> secret.length() >= 32);
		for (String part : PARTS) {
			assertThat(this.stack.inspect(part, "{{json .Config}}")).doesNotContain(secrets);
		}
	}

	@Test
	void secretsAreTheirOwnersOnlyAndOutliveTheNextStart() throws IOException {
		Path credentials = this.stack.credentials();
		String before = Files.readString(credentials);

		this.stack.compose("up", "--no-build", "secrets");

		assertThat(Files.readString(credentials)).isEqualTo(before);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(credentials))).isEqualTo("rw-------");
	}

	private List<String> addresses() {
		return BEHIND_THE_GATE.stream().map((target) -> {
			int colon = target.indexOf(':');
			return this.stack.address(target.substring(0, colon), "bank") + target.substring(colon);
		}).toList();
	}

	/** What a JVM of the gateway's image, with these flags too, says of itself. */
	private static String jvmInfo(String... flags) {
		return Engine.docker("run", "--rm", "--network", "none", "--entrypoint", "java", "gatehouse/gateway")
			.with("-XX:AOTCache=gateway.aot", "@gateway.jvm")
			.with(flags)
			.with("-cp", "gateway.jar", "-version")
			.run();
	}

	private String prometheusAnswers(String query) {
		return this.stack.compose("exec", "-T", "prometheus", "promtool", "query", "instant", "http://127.0.0.1:9090",
				query);
	}

}
