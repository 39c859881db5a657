package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.gatehouse.gateway.checklist.Checks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What is missing or wrong stops the start with a sentence that says what and where; a
 * gate that would stand open never opens.
 */
@ExtendWith(WatchExtension.class)
class StartTests {

	private final Bank bank = new Bank();

	@AfterEach
	void close() {
		this.bank.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "gatehouse.issuer.uri", "gatehouse.audience", "gatehouse.contracts", "gatehouse.partners",
			"gatehouse.upstreams.cards" })
	void missingSettingIsNamed(String key) {
		assertFailsWith(key + ": must be set",
				this.bank.settings().filter((setting) -> !setting.startsWith(key + "=")));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "gatehouse.issuer.uri=not a url|gatehouse.issuer.uri",
			"gatehouse.issuer.jwks-uri=ftp://x|gatehouse.issuer.jwks-uri",
			"gatehouse.issuer.algorithms=none|gatehouse.issuer.algorithms",
			"gatehouse.issuer.algorithms=HS256|gatehouse.issuer.algorithms",
			"gatehouse.issuer.skew=31s|gatehouse.issuer.skew",
			"gatehouse.issuer.introspection.uri=ftp://h/|gatehouse.issuer.introspection.uri",
			"gatehouse.issuer.introspection.uri=http://h/|gatehouse.issuer.introspection.client-secret",
			"gatehouse.issuer.introspection.client-secret=x|gatehouse.issuer.introspection.uri",
			"gatehouse.issuer.introspection.max-age=301s|gatehouse.issuer.introspection.max-age",
			"gatehouse.issuer.introspection.connections=0|gatehouse.issuer.introspection.connections",
			"gatehouse.issuer.introspection.timeout=0s|gatehouse.issuer.introspection.timeout",
			"gatehouse.issuer.cutoffs.uri=http://h/|gatehouse.issuer.cutoffs.client-secret",
			"gatehouse.issuer.cutoffs.client-secret=x|gatehouse.issuer.cutoffs.uri",
			"gatehouse.issuer.profile=other|gatehouse.issuer.profile", "gatehouse.audience= |gatehouse.audience",
			"gatehouse.contracts=/nowhere|gatehouse.contracts", "gatehouse.partners=/nowhere.yaml|/nowhere.yaml",
			"gatehouse.upstreams.accounts=http://h/path|gatehouse.upstreams.accounts",
			"gatehouse.trusted-proxies=10.0.0.0/33|gatehouse.trusted-proxies",
			"gatehouse.transport=kqueue|gatehouse.transport",
			"gatehouse.forward.total-timeout=0s|gatehouse.forward.total-timeout",
			"gatehouse.filters.cards=NoSuchFilter=1|gatehouse.filters.cards",
			"gatehouse.filters.crads=PreserveHostHeader|gatehouse.filters.crads: names no API",
			"gatehouse.entry.max-body=0B|gatehouse.entry.max-body",
			"gatehouse.entry.head-timeout=0s|gatehouse.entry.head-timeout",
			"gatehouse.entry.max-connections=0|gatehouse.entry.max-connections",
			"gatehouse.entry.handshake-timeout=11s|gatehouse.entry.handshake-timeout: must be at most 10s",
			"server.http2.enabled=true|server.http2.enabled",
			"server.forward-headers-strategy=framework|server.forward-headers-strategy",
			"gatehouse.validation.cards=sometimes|gatehouse.validation.cards",
			"gatehouse.validation.nowhere=off|gatehouse.validation.nowhere: names no API; there are accounts, cards",
			"gatehouse.audit.folder=/dev/null/x|gatehouse.audit.folder",
			"gatehouse.audit.max-file-size=63KB|gatehouse.audit.max-file-size: must be at least 64KB",
			"gatehouse.audit.keep=23h|gatehouse.audit.keep: must be at least 1d",
			"gatehouse.audit.checkpoint-interval=999ms|gatehouse.audit.checkpoint-interval: must be 1s to 1d",
			"gatehouse.audit.signing-key=/nowhere|gatehouse.audit.signing-key: /nowhere holds no private key",
			"gatehouse.audit.when-full=wait|gatehouse.audit.when-full",
			"gatehouse.audit.syslog.uri=udp://h:1|gatehouse.audit.syslog.uri: must be tcp://host:port or tls://host:port",
			"gatehouse.audit.syslog.uri=tcp://h|gatehouse.audit.syslog.uri: must be tcp://host:port or tls://host:port",
			"gatehouse.audit.syslog.bundle=x|gatehouse.audit.syslog.uri: must be set",
			"gatehouse.public-uri=http://api.bank.example|gatehouse.public-uri",
			"gatehouse.resource-documentation=docs|gatehouse.resource-documentation",
			"gatehouse.store=localhost:6379|gatehouse.store: must be redis://",
			"gatehouse.management.secret=too-short|gatehouse.management.secret: must be 32 to 512",
			"management.server.port=|management.server.port: must be another one than server.port",
			"management.server.address=0.0.0.0|gatehouse.management.secret: must be set: others than this machine",
			"gatehouse.revocations.file=/proc/version|gatehouse.revocations.file: /proc/version cannot be read",
			"gatehouse.explain.requests-per-minute=0|gatehouse.explain.requests-per-minute",
			"gatehouse.explain.burst=0|gatehouse.explain.burst",
			"gatehouse.refused-tokens.per-minute=60000001|gatehouse.refused-tokens.per-minute",
			"gatehouse.refused-tokens.burst=1000001|gatehouse.refused-tokens.burst" })
	void wrongSettingIsNamed(String setting, String named) {
		assertFailsWith(named, Stream.concat(this.bank.settings(), Stream.of(setting)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"spring.ssl.bundle.pem.gate.options.enabled-protocols=TLSv1.1,TLSv1.2|enabled-protocols: may name TLSv1.2",
			"spring.ssl.bundle.pem.gate.keystore.private-key=file:FOLDER/other.key|spring.ssl.bundle.*.gate: cannot be"
					+ " served: the key is not the certificate's" })
	void tlsThatCannotBeServedIsNamed(String setting, String named, @TempDir Path folder) throws IOException {
		Authority authority = new Authority("bank");
		authority.issue("other").writeTo(folder);
		Files.move(folder.resolve("tls.key"), folder.resolve("other.key"));
		authority.issue("gate").writeTo(folder);
		Stream<String> tls = Stream.concat(TlsGate.settings(folder),
				Stream.of(setting.replace("FOLDER", folder.toString())));
		assertFailsWith(named, Stream.concat(this.bank.settings(), tls));
	}

	@Test
	void clientsAreAskedForCertificatesWithABundleOnly() {
		assertFailsWith("server.ssl.client-auth: needs server.ssl.bundle",
				Stream.concat(this.bank.settings(),
						Stream
							.of("server.ssl.key-store=${gate.store}", "server.ssl.key-store-password=secret",
									"management.server.ssl.enabled=false", "server.ssl.client-auth=want")
							.map(Certificate::placed)));
	}

	@Test
	@Checks("A-162")
	void operationWithoutScopeIsNamedWithFileAndLine() throws IOException {
		replace("contracts/cards.yaml", "get: {operationId: listCards, security: [{bank: [cards:read]}], ",
				"get: {operationId: listCards, ");
		assertFailsWith("cards.yaml:6 /paths/~1v1~1cards/get: has no 'security'", this.bank.settings());
	}

	@Test
	void operationsThatMatchOnePathAreNamedWithFileAndLine() throws IOException {
		replace("contracts/cards.yaml", "/v1/cards/{cardId}:", "/v1/accounts/{cardId}:");
		assertFailsWith("cards.yaml:8 /paths/~1v1~1accounts~1{cardId}/get", this.bank.settings());
		assertThat(KeptLog.lines()).anyMatch((line) -> line.contains("match one path"));
	}

	@Test
	void contractThatNamesAPathOfTheGatewaysOwnIsNamed() throws IOException {
		replace("contracts/cards.yaml", "/v1/cards/{cardId}:", "/v1/explain:");
		assertFailsWith("gatehouse.contracts: GET /v1/explain of cards is a path of the gateway's own",
				this.bank.settings());
	}

	@Test
	void contractThatIsCalledLikeTheGatewaysOwnAnswersIsNamed() throws IOException {
		Files.copy(this.bank.file("contracts/cards.yaml"), this.bank.file("contracts/gateway.yaml"));
		assertFailsWith("gateway.yaml: is the name of the gateway's own answers", this.bank.settings());
	}

	@Test
	void unreadableContractIsNamedWithFileAndLine() throws IOException {
		replace("contracts/cards.yaml", "paths:", "paths: {");
		assertFailsWith("cards.yaml:", this.bank.settings());
	}

	@Test
	@Checks("A-149")
	void schemaThatCannotBeEnforcedIsNamedWithFileAndLine() throws IOException {
		replace("contracts/accounts.yaml", "application/json: {}",
				"application/json: {schema: {$ref: '#/components/schemas/None'}}");
		String place = "/paths/~1v1~1accounts/post/requestBody/content/application~1json/schema/$ref";
		assertFailsWith("accounts.yaml:10 " + place + ": points to nothing", this.bank.settings());
	}

	@Test
	void schemaOfAnApiThatIsOffDoesNotMatter() throws IOException {
		replace("contracts/accounts.yaml", "application/json: {}",
				"application/json: {schema: {$ref: '#/components/schemas/None'}}");
		Gate.start(Stream.concat(this.bank.settings(), Stream.of("gatehouse.validation.accounts=off"))).close();
	}

	@Test
	void brokenRegistryIsNamedWithFileAndLine() throws IOException {
		replace("partners.yaml", "status: suspended", "status: sleeping");
		assertFailsWith("partners.yaml:11 /partners/umbrella-frozen/status: must be active or suspended",
				this.bank.settings());
	}

	private void replace(String file, String old, String with) throws IOException {
		String text = Files.readString(this.bank.file(file));
		assertThat(text).contains(old);
		Files.writeString(this.bank.file(file), text.replace(old, with));
	}

	private static void assertFailsWith(String sentence, Stream<String> settings) {
		List<String> all = settings.toList();
		KeptLog.forget();
		assertThatThrownBy(() -> Gate.start(all.stream()).close()).isInstanceOf(Exception.class);
		assertThat(KeptLog.lines()).filteredOn((line) -> line.contains("APPLICATION FAILED TO START"))
			.singleElement()
			.asString()
			.contains(sentence)
			.doesNotContain("\tat ");
	}

}
