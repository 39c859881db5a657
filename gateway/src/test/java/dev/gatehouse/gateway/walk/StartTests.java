package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
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
			"gatehouse.issuer.profile=other|gatehouse.issuer.profile", "gatehouse.audience= |gatehouse.audience",
			"gatehouse.contracts=/nowhere|gatehouse.contracts", "gatehouse.partners=/nowhere.yaml|/nowhere.yaml",
			"gatehouse.upstreams.accounts=http://h/path|gatehouse.upstreams.accounts",
			"gatehouse.trusted-proxies=10.0.0.0/33|gatehouse.trusted-proxies",
			"gatehouse.forward.total-timeout=0s|gatehouse.forward.total-timeout",
			"gatehouse.entry.max-body=0B|gatehouse.entry.max-body",
			"gatehouse.entry.head-timeout=0s|gatehouse.entry.head-timeout",
			"gatehouse.entry.max-connections=0|gatehouse.entry.max-connections",
			"server.http2.enabled=true|server.http2.enabled",
			"server.forward-headers-strategy=framework|server.forward-headers-strategy",
			"gatehouse.audit.folder=/dev/null/x|gatehouse.audit.folder" })
	void wrongSettingIsNamed(String setting, String named) {
		assertFailsWith(named, Stream.concat(this.bank.settings(), Stream.of(setting)));
	}

	@Test
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
	void unreadableContractIsNamedWithFileAndLine() throws IOException {
		replace("contracts/cards.yaml", "paths:", "paths: {");
		assertFailsWith("cards.yaml:", this.bank.settings());
	}

	@Test
	void brokenRegistryIsNamedWithFileAndLine() throws IOException {
		replace("partners.yaml", "status: suspended", "status: sleeping");
		assertFailsWith("partners.yaml:10 /partners/umbrella-frozen/status: must be active or suspended",
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
