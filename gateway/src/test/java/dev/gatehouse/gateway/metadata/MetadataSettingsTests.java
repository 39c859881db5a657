package dev.gatehouse.gateway.metadata;

import dev.gatehouse.gateway.settings.InvalidSetting;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A resource identifier is one that clients may trust, or it is refused at the start. */
class MetadataSettingsTests {

	@ParameterizedTest
	@CsvSource({ "https://api.bank.example, https://api.bank.example",
			"https://api.bank.example/, https://api.bank.example",
			"https://api.bank.example:8443, https://api.bank.example:8443",
			"http://localhost:8080, http://localhost:8080", "http://127.0.0.1, http://127.0.0.1",
			"http://[::1]:80, http://[::1]:80", "https://10.0.0.1, https://10.0.0.1" })
	void originIsTaken(String given, String taken) {
		assertThat(with(given, null).publicUri()).isEqualTo(taken);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://api.bank.example", "http://127.evil.example", "http://localhost.evil.example",
			"http://10.0.0.1", "ftp://api.bank.example", "https://api.bank.example/path", "https://api.bank.example?a",
			"https://api.bank.example#a", "https://user@api.bank.example", "https:///path", "api.bank.example", "",
			"https://api.bänk.example", "https://a\"b", "not a url" })
	void anythingElseIsRefusedWithItsKey(String given) {
		assertThatThrownBy(() -> with(given, null)).isInstanceOf(InvalidSetting.class)
			.hasMessageStartingWith("gatehouse.public-uri: must be");
	}

	@Test
	void documentationIsAnAddress() {
		assertThat(with(null, "https://docs.bank.example/api#start").resourceDocumentation())
			.isEqualTo("https://docs.bank.example/api#start");
		assertThatThrownBy(() -> with(null, "mailto:api@bank.example")).isInstanceOf(InvalidSetting.class)
			.hasMessageStartingWith("gatehouse.resource-documentation: must be");
		assertThatThrownBy(() -> with(null, "ftp://docs.bank.example")).isInstanceOf(InvalidSetting.class)
			.hasMessageStartingWith("gatehouse.resource-documentation: must be");
	}

	@Test
	void nothingHasToBeSet() {
		assertThat(with(null, null).publicUri()).isNull();
	}

	private static MetadataSettings with(@Nullable String publicUri, @Nullable String documentation) {
		return new MetadataSettings(publicUri, null, documentation,
				new MetadataSettings.Issuer("https://issuer.example"));
	}

}
