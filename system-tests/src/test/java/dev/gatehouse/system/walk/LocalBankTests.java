package dev.gatehouse.system.walk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import dev.gatehouse.cli.process.ProcessMark;
import dev.gatehouse.system.Answer;
import dev.gatehouse.system.Bank;
import dev.gatehouse.system.Partner;
import dev.gatehouse.system.UsedSecrets;
import dev.gatehouse.system.local.LocalBank;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * The bank as {@code ./gatehouse up} starts it: walked like any other, and then its parts
 * are killed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LocalBankTests extends BankWalk {

	private final LocalBank bank;

	private final Path state;

	LocalBankTests(@TempDir Path folder) {
		this.state = folder.resolve("state");
		this.bank = LocalBank.start(this.state);
	}

	@AfterAll
	void nothingIsLeftBehind() {
		List<ProcessMark> processes = this.bank.processes();
		this.bank.close();
		assertThat(processes).isNotEmpty().noneMatch(ProcessMark::isAlive);
		assertThat(UsedSecrets.inFiles(this.state.resolve("logs"), this.state.resolve("credentials.env"))).isEmpty();
		for (URI address : List.of(this.bank.gateway(), this.bank.management(), this.bank.issuer())) {
			assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), address.getPort()).close())
				.isInstanceOf(IOException.class);
		}
	}

	@Override
	Bank bank() {
		return this.bank;
	}

	@Test
	void aServiceThatDiesTakesOnlyItsApiWithIt() {
		Partner acme = new Partner(this.bank, "acme-treasury");
		this.bank.kill("accounts-service");
		Answer away = acme.get("/v1/accounts").expect(503);
		assertThat(away.problem()).isEqualTo("upstream-unavailable");
		assertThat(away.header("Retry-After")).isNotEmpty();
		acme.get("/v1/loans").expect(200);
		assertThat(this.bank.tryRun("status").status()).isNotZero();
		this.bank.up();
		served(acme, "/v1/accounts");
		assertThat(this.bank.tryRun("status").status()).isZero();
	}

	@Test
	void withoutItsDatabaseTheBankSaysSoAndComesBackByItself() {
		Partner acme = new Partner(this.bank, "acme-treasury");
		acme.token("");
		String account = acme.post("/v1/accounts", Bodies.ACCOUNT).expect(201).header("Location");
		this.bank.kill("postgres");
		Answer away = acme.get("/v1/accounts").expect(503);
		assertThat(away.problem()).isIn("storage-unavailable", "upstream-unavailable");
		this.bank.up();
		served(acme, account);
	}

	@Test
	void tokensAreCheckedWhileTheIssuerIsAway() {
		Partner acme = new Partner(this.bank, "acme-treasury");
		acme.token("");
		this.bank.kill("keycloak");
		acme.get("/v1/accounts").expect(200);
		assertThat(acme.callWith("a.b.c", "GET", "/v1/accounts", null).expect(401).problem())
			.isEqualTo("invalid-token");
		this.bank.up();
	}

	@Test
	void theMatrixShowsWhatTheRunningRealmGives() {
		try (RunningMatrixWalk matrix = new RunningMatrixWalk(this.bank)) {
			matrix.walk();
		}
		assertThat(this.bank.tryRun("matrix", "--check", "--keycloak").status()).isZero();
	}

	@Test
	void tokensFollowTheKeysOfTheRealm(@TempDir Path folder) {
		try (KeyRotationWalk rotation = new KeyRotationWalk(this.bank, folder)) {
			rotation.walk();
		}
		// The bank's own gateway fetches a key that it does not know, once in 30 seconds.
		String anew = new Partner(this.bank, "acme-treasury").token("accounts:read");
		await().atMost(Duration.ofSeconds(40))
			.until(() -> Partner.readAt(this.bank.gateway(), anew, "/v1/accounts").status() == 200);
	}

	@Test
	void fourGatewaysRefuseWhatOneIsToldAndKeepOnePlan(@TempDir Path folder) {
		try (FourGateways gateways = new FourGateways(this.bank, folder)) {
			new SharedRevocationsWalk(this.bank, gateways).walk();
			new SharedCutoffsWalk(this.bank, gateways).walk();
			new SharedPlanWalk(gateways).walk();
			try (StoreFaultWalk faults = new StoreFaultWalk(gateways)) {
				faults.walk();
			}
		}
	}

	@Test
	void partnersComeAndGoInOneStep() {
		new OnboardingWalk(this.bank).walk();
	}

	@Test
	void whatTheAdministratorEndsInKeycloakIsOverAtTheGate() {
		new CutoffWalk(this.bank).walk();
	}

	@Test
	void whoIdentifiesItselfWhileItIsShutOutGetsNoTokenThatOutlivesThat() {
		new LateLoginWalk(this.bank).walk();
	}

	@Test
	void changeOfOneClientEndsNoOthersTokensHoweverManyWereChanged() {
		new ManyCutoffsWalk(this.bank).walk();
	}

	@Test
	void partnersComeAndGoInAnyRealm(@TempDir Path folder) {
		try (AnyRealmWalk realm = new AnyRealmWalk(this.bank, folder)) {
			realm.walk();
		}
	}

	@Test
	void tokensAreRevokedAtOnceAndKnownAfterARestart() {
		new RevocationWalk(this.bank).walk();
	}

	@Test
	void theIssuerIsAskedAboutTokensWhereAContractWantsIt(@TempDir Path folder) {
		try (IntrospectionWalk introspection = new IntrospectionWalk(this.bank, folder)) {
			introspection.walk();
		}
	}

	@Test
	void theServiceAccountManagesClientsAndNothingElse() {
		new ServiceAccountWalk(this.bank).walk();
	}

	/**
	 * One walk for both, because each start of the whole bank takes its time; and the
	 * first, because all later starts of its parts use what they write down as they end.
	 */
	@Order(1)
	@Test
	void overTlsTokensAreBoundToCertificatesAndWhatTheBankHoldsOutlivesIt() {
		String account = new Partner(this.bank, "acme-treasury").post("/v1/accounts", Bodies.ACCOUNT)
			.expect(201)
			.header("Location");
		this.bank.run("down");
		try {
			this.bank.upWithTls();
			new TlsWalk(this.bank).walk();
		}
		finally {
			this.bank.run("down");
			this.bank.up();
		}
		served(new Partner(this.bank, "acme-treasury"), account);
	}

	@Test
	void everyRequestHasOneAuditRecordWithoutItsToken() throws IOException {
		Partner acme = new Partner(this.bank, "acme-treasury");
		String id = acme.get("/v1/accounts").expect(200).header("X-Request-Id");
		await().atMost(Duration.ofSeconds(10))
			.until(() -> records().filter((line) -> line.contains("\"requestId\":\"" + id + "\"")).count() == 1);
		assertThat(records().filter((line) -> line.contains(acme.token("")) || line.contains("Bearer"))).isEmpty();
	}

	@Test
	void auditRecordIsWholeAndAnswersWhoCalledWhat() throws IOException {
		Partner acme = new Partner(this.bank, "acme-treasury");
		String id = acme.get("/v1/accounts").expect(200).header("X-Request-Id");
		await().atMost(Duration.ofSeconds(10))
			.until(() -> this.bank.run("audit", "query", "--request-id", id).contains("acme-treasury"));
		assertThat(this.bank.run("audit", "query", "--client", "acme-treasury", "--since", "5m", "--json"))
			.contains(id);
		assertThat(this.bank.run("audit", "verify")).contains("no record was changed");
		Path copy = this.state.resolve("tampered");
		Files.createDirectory(copy);
		Files.write(copy.resolve("audit-2026-01-01.jsonl"),
				records().sorted(Comparator.comparing(LocalBankTests::seq))
					.map((line) -> line.replace(id, id.replace('-', '+')))
					.toList());
		assertThat(this.bank.tryRun("audit", "verify", copy.toString()).status()).isEqualTo(1);
	}

	private static long seq(String line) {
		return Long.parseLong(line.replaceFirst(".*\"seq\":(\\d+).*", "$1"));
	}

	private Stream<String> records() throws IOException {
		try (Stream<Path> files = Files.list(this.state.resolve("audit"))) {
			return files.filter((file) -> file.toString().matches(".*\\.jsonl(\\.gz)?"))
				.sorted()
				.toList()
				.stream()
				.flatMap(LocalBankTests::lines);
		}
	}

	/** What is not of today is compressed. */
	private static Stream<String> lines(Path file) {
		try (InputStream bytes = Files.newInputStream(file);
				InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes) {
			return new String(text.readAllBytes(), StandardCharsets.UTF_8).lines();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The circuit breaker may rest a little longer than the service was away. */
	private static void served(Partner partner, String path) {
		await().atMost(Duration.ofSeconds(30))
			.pollInterval(Duration.ofMillis(200))
			.until(() -> partner.get(path).status() == 200);
	}

}
