package dev.gatehouse.gateway.validation;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Formats are rules and not remarks. */
class FormatTests {

	/** Those that are rules. */
	static final List<String> FORMATS = List.of("date", "date-time", "time", "duration", "email", "hostname",
			"idn-hostname", "ipv4", "ipv6", "uri", "uri-reference", "iri", "iri-reference", "uri-template", "uuid",
			"json-pointer", "relative-json-pointer", "regex", "int32", "int64");

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "uuid|0b9f6f0e-6d3c-4a0e-9a44-3f1f0c1a2b3d|0b9f6f0e6d3c4a0e9a443f1f0c1a2b3d",
					"uuid|0B9F6F0E-6D3C-4A0E-9A44-3F1F0C1A2B3D|1-1-1-1-1", "date|2026-02-28|2026-02-29",
					"date|2024-02-29|2026-2-1", "date-time|2026-11-21T10:15:30.123456Z|2026-11-21T10:15:30",
					"date-time|2026-11-21T10:15:30+01:00|2026-11-21 25:00:00Z", "time|10:15:30Z|10:15",
					"duration|P1DT2H|1 day", "email|ada@bank.example|ada", "hostname|api.bank.example|-bank",
					"ipv4|127.0.0.1|127.0.0.256", "ipv6|::1|:::1", "uri|https://bank.example/a|bank",
					"uri-reference|/a?b#c|a b", "regex|^a$|(", "json-pointer|/a/0|a" })
	void formatIsAsserted(String format, String right, String wrong) {
		Contract contract = Contract.of("Text: {type: string, format: " + format + "}");
		assertThat(contract.find("Text", '"' + right + '"')).isEmpty();
		assertThat(contract.find("Text", '"' + wrong + '"')).containsExactly("format");
		assertThat(contract.find("Text", "1")).containsExactly("type");
	}

	@ParameterizedTest
	@CsvSource({ "ada@bank.example, true", "a.b+c@x, true", "ada@bank.internal, true", "ada@127.0.0.1, true",
			"@bank.example, false", "ada@, false", "a@b@c.example, false", ".ada@bank.example, false",
			"a..b@bank.example, false", "ada@-bank.example, false", "ada@bank..example, false",
			"ada lov@bank.example, false" })
	void emailIsAMailbox(String address, boolean fits) {
		Contract contract = Contract.of("Text: {type: string, format: email}");
		assertThat(contract.find("Text", '"' + address + '"').isEmpty()).isEqualTo(fits);
	}

	@ParameterizedTest
	@CsvSource({ "password", "byte", "binary", "double" })
	void hintSaysNothing(String format) {
		assertThat(Contract.of("Text: {type: string, format: " + format + "}").find("Text", "\"anything\"")).isEmpty();
	}

}
