package dev.gatehouse.gateway.yaml;

import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A node is found by its pointer and read as YAML 1.2 means it. */
class YamlNodeTests {

	private static final YamlNode ROOT = YamlNode.parse("file.yaml",
			"a: {b/c: [x, {d~: 1}], '': empty}\nlist: [1, 2]\n'0': zero");

	@ParameterizedTest
	@CsvSource({ "/a/b~1c/1/d~0, 1", "/a/b~1c/0, '\"x\"'", "/a/, '\"empty\"'", "/list/1, 2", "/0, '\"zero\"'",
			"/list, '[1,2]'" })
	void nodeIsFoundByItsPointer(String pointer, String json) {
		YamlNode node = Objects.requireNonNull(ROOT.at(pointer));
		assertThat(node.json()).hasToString(json);
		assertThat(node.pointer()).isEqualTo(pointer);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/b", "/a/b", "/list/2", "/list/-", "/list/01", "/list/99999999999", "/list/0/x", "/0/0" })
	void pointerToNothingFindsNothing(String pointer) {
		assertThat(ROOT.at(pointer)).isNull();
	}

	@Test
	void emptyPointerIsTheNodeItself() {
		assertThat(ROOT.at("")).isSameAs(ROOT);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "1|1", "-7|-7", "+7|7", "0123|123", "1.50|1.50", "1e3|1E+3", ".5|0.5",
					"99999999999999999999|99999999999999999999", "true|true", "False|false", "null|null", "~|null",
					"yes|\"yes\"", "no|\"no\"", "on|\"on\"", "off|\"off\"", "2026-11-21|\"2026-11-21\"",
					"1_000|\"1_000\"", "1:30|\"1:30\"", "0x1f|\"0x1f\"", ".inf|\".inf\"", "text|\"text\"", "'1'|\"1\"",
					"\"true\"|\"true\"", "{a: [1]}|{\"a\":[1]}" })
	void scalarsAreWhatTheCoreSchemaSays(String yaml, String json) {
		YamlNode node = YamlNode.parse("file.yaml", "value: " + yaml).require("value");
		assertThat(node.json()).hasToString(json);
	}

	@Test
	void missingValueIsNull() {
		assertThat(YamlNode.parse("file.yaml", "value:").json()).hasToString("{\"value\":null}");
	}

}
