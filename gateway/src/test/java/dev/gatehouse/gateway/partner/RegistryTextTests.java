package dev.gatehouse.gateway.partner;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

import dev.gatehouse.gateway.settings.InvalidSetting;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A registry that is read partner by partner says what the whole says, or is refused; and
 * one that is written as usual needs no YAML parser.
 */
class RegistryTextTests {

	private static final int TEXTS = 20_000;

	private static final String PLANS = "plans: {free: {}, a-b: {}, null: {}}\n";

	private static final List<String> NAMES = List.of("acme", "b-2", "'q'", "\"d\"", "null", "A", "x y", "acme ", "?",
			"- a", "<<", "&a x", "partners", "plans");

	private static final List<String> VALUES = List.of("free", "a-b", "active", "suspended", "none", "mtls",
			"Acme, Inc.", "Acme: Sons", "Acme & Sons (UK)", "O'Neill", "'O''Neill'", "\"a \\\" b\"", "\"x # y\"",
			"x # y", "x#y", "#x", "", "~", "null", "Null", "true", "1", "0x1F", "2026-01-01", "a: b", "a:", "a:b", ":a",
			"::", "\"::1/128\"", "::1/128", "2001:db8::/32", "10.0.0.0/8", "[10.0.0.0/8, \"::1/128\"]",
			"[a:read, b:write]", "[a:read]", "[ 'a:read' , \"b:read\" ]", "[]", "[a, [b]]", "[a,]", "[,]", "[a b, c]",
			"[a", "a]", "{a: b}", "{", "&x free", "*x", "!!str free", "|", ">-", "\"open", "'open", "@a", "`a", "%a",
			"!a", "-", "- a", "-a", "? a", "é", "ä ö", "\u2028", "a\u2028b", "\u0085", "\uFEFFa", "\u00a0a", "\u00a0",
			"\uD83D\uDE00", "a\tb", "\ta", "a\t", "a\u0007", "a  b", "a\\b", "a\"b", "a'b", "[a: b]", "[a:b]",
			"[\"a,b\"]", "['a]b']", "a,b", "{name: x}");

	private static final List<String> MEMBERS = List.of("name", "status", "plan", "scopes", "networks", "binding",
			"contact", "other", "'name'", "name ", "<<");

	private static final List<String> ENTRIES = List.of(
			"  %s:\n    name: N\n    status: active\n    plan: free\n    scopes: [a:read]\n    %s: %s\n",
			"  %s:\n    name: N\n    status: active\n    plan: free\n    scopes:\n      - a:read\n      - %3$s\n",
			"  %s:\n    name: N\n    status: active\n    plan: free\n    scopes:\n    - %3$s\n    contact: c\n",
			"  %s: {name: N, status: active, plan: free, scopes: [a:read], %s: %s}\n",
			"  %s: {name: N, status: active, plan: free, scopes: [%3$s]}\n",
			"  %s:\n      status: active\n      plan: free\n      # remark\n\n      scopes: []\n      %s: %s # remark\n",
			"  %s:\n    status: active\n    plan: free\n    scopes: []\n    %s:\n      %s\n",
			"  %s:\n    status: active\n    plan: free\n    scopes: []\n    name: N\n   %s: %s\n",
			"  %s: # remark\n    name: N\n    status: active\n    plan: free\n    scopes: []\n",
			"  %s:{name: N, status: active, plan: free, scopes: [a:read]}\n",
			"  %s: {name: N, status: active, scopes: [a:read], %s: %s}\n", "  # remark\n", "\n", "# remark\n", " \n",
			"  %s:\n", "  %s\n", "   deeper: x\n", " less: x\n", "plans: {}\n", "...\n", "---\n", "partners:\n");

	@Test
	void whatIsReadOneByOneIsWhatTheWholeSays() {
		Random random = new Random(7);
		int read = 0;
		for (int i = 0; i < TEXTS; i++) {
			String text = text(random);
			RegistryText cut = RegistryText.cut(text);
			Map<String, String> parts = (cut != null) ? described(() -> RegistryReader.oneByOne("f", cut, Set.of()))
					: null;
			if (parts != null) {
				assertThat(parts).as(text).isEqualTo(described(() -> RegistryReader.whole("f", text, Set.of())));
				read++;
			}
		}
		assertThat(read).isGreaterThan(TEXTS / 20);
	}

	private static String text(Random random) {
		StringBuilder text = new StringBuilder();
		String plans = random.nextInt(4) > 0 ? PLANS : "plans:\n  free: {}\n  # remark\n  a-b: {}\n";
		boolean first = random.nextBoolean();
		text.append(first ? plans : "").append(random.nextInt(20) > 0 ? "partners:\n" : "partners: # remark\n");
		for (int i = random.nextInt(3); i >= 0; i--) {
			text.append(one(ENTRIES, random).formatted(one(NAMES, random), one(MEMBERS, random), one(VALUES, random)));
		}
		return text.append(first ? "" : plans).toString();
	}

	private static String one(List<String> texts, Random random) {
		return texts.get(random.nextInt(random.nextBoolean() ? texts.size() : Math.min(3, texts.size())));
	}

	/** Returns the partners as text; null: refused. */
	private static @Nullable Map<String, String> described(Reading reading) {
		try {
			Map<String, String> partners = new TreeMap<>();
			reading.read().forEach((client, partner) -> partners.put(client, partner.toString()));
			return partners;
		}
		catch (InvalidSetting ex) {
			return null;
		}
	}

	@FunctionalInterface
	private interface Reading {

		Map<String, Partner> read();

	}

	@ParameterizedTest
	@ValueSource(strings = { "acme:\n  name: Acme GmbH\n  status: active\n  plan: free\n  scopes: [a:read, b:read]\n",
			"acme:\n  name: \"Acme, Inc.\"\n  status: suspended\n  plan: free\n  scopes:\n    - a:read\n    - b:read\n",
			"acme: {name: Acme, status: active, plan: free, scopes: [a:read], networks: [10.0.0.0/8, \"::1/128\"]}\n",
			"acme:  # since May\n  # two\n  name: Acme\n  status: active # for now\n  plan: free\n\n  scopes: []\n  binding: mtls\n  contact: api@acme.example\n" })
	void partnersAreReadWithoutTheParserAsTheyAreUsuallyWritten(String entry) {
		Plan plan = new Plan("free", null, 1, null, null, Map.of());
		Partner partner = new QuickPartner(Map.of("free", plan)).read(entry);
		assertThat(partner).isNotNull();
		String text = "plans: {free: {}}\npartners:\n  " + entry.replace("\n", "\n  ").strip() + "\n";
		assertThat(String.valueOf(partner))
			.isEqualTo(String.valueOf(RegistryReader.whole("f", text, Set.of()).get("acme")));
	}

	@Test
	void faultOfOnePartnerIsNamedWithItsLine() {
		String text = "partners:\n" + "  # remark\n".repeat(400_000)
				+ "  acme: {name: A, status: active, plan: free, scopes: []}\n  globex:\n    name: G\n    status: maybe\n    plan: free\n    scopes: []\n"
				+ PLANS;
		assertThatExceptionOfType(InvalidSetting.class)
			.isThrownBy(() -> RegistryReader.read("partners.yaml", text, Set.of()))
			.withMessageContaining("partners.yaml:400005 /partners/globex/status")
			.withMessageContaining("must be active or suspended");
	}

	@Test
	void faultOfAPlanBelowIsNamedWithItsLine() {
		String text = "partners:\n" + "  # remark\n".repeat(400_000)
				+ "  acme: {name: A, status: active, plan: free, scopes: []}\nplans:\n  free: {burst: 1}\n";
		assertThatExceptionOfType(InvalidSetting.class)
			.isThrownBy(() -> RegistryReader.read("partners.yaml", text, Set.of()))
			.withMessageContaining("partners.yaml:400004 /plans/free/burst");
	}

	@Test
	void nameThatStandsTwiceIsNamedWithItsLine() {
		String entry = "  acme: {name: A, status: active, plan: free, scopes: []}\n";
		String text = PLANS + "partners:\n" + entry + "  # remark\n".repeat(400_000) + entry;
		assertThatExceptionOfType(InvalidSetting.class)
			.isThrownBy(() -> RegistryReader.read("partners.yaml", text, Set.of()))
			.withMessageContaining("partners.yaml:400004")
			.withMessageContaining("'acme' stands twice");
	}

	@Test
	void largeRegistryThatCannotBeCutIsRefused() {
		String text = "{plans: {free: {}}, partners: {}}\n" + "# remark\n".repeat(500_000);
		assertThatExceptionOfType(InvalidSetting.class)
			.isThrownBy(() -> RegistryReader.read("partners.yaml", text, Set.of()))
			.withMessageContaining("on lines of its own");
		assertThat(RegistryReader.read("partners.yaml", text.substring(0, 1000), Set.of())).isEmpty();
	}

}
