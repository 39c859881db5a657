package dev.gatehouse.cli.partner;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import dev.gatehouse.cli.terminal.Complaint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** An edit changes its entry and not one byte beside it, however the file is written. */
class RegistryEditTests {

	private static final String FILE = """
			# who may come in
			plans:
			  standard: {rate: 50/s}   # enough
			partners:   # in no order

			  acme-treasury:
			    name: Acme Treasury GmbH
			    status: active                # or suspended
			    plan: standard
			    scopes: [accounts:read,   loans:read]   # ceiling
			    # of the treasury

			  # Globex pays late.
			  globex-lending:
			    name: 'Globex: Lending'
			    status: "suspended"
			    plan: standard
			    scopes:
			    - loans:read
			    contact: api@globex.example
			    # end of Globex
			# end of file
			""";

	private static final NewPartner BILLING = partner("acme-billing", "Acme Billing");

	static Stream<String> files() {
		String crlf = FILE.replace("\n", "\r\n");
		String noEnd = FILE.substring(0, FILE.indexOf("    # end of Globex") - 1);
		String plansLast = FILE.replace("plans:\n  standard: {rate: 50/s}   # enough\n", "")
				+ "plans: {standard: {rate: 50/s}}\n";
		String wide = FILE.replace("\n  ", "\n     ");
		String flow = """
				plans: {standard: {}}
				partners: {acme-treasury: {name: A, status: active, plan: standard, scopes: [x]}, # one
				  "globex-lending": {name: "G, Ltd", status: suspended, plan: standard, scopes: [y]}   # two
				  }
				""";
		String flowEntries = """
				partners:
				  acme-treasury: {name: A, status: active, plan: standard, scopes: [x]}
				  ? globex-lending
				  : {name: G, status: suspended, plan: standard, scopes: []}
				plans: {standard: {}}
				""";
		return Stream.of(FILE, crlf, noEnd, noEnd.replace("\n", "\r\n"), plansLast, wide, flow,
				flowEntries.replace("? globex-lending\n  :", "globex-lending:"), "\uFEFF" + FILE,
				FILE.replace("Acme", "Äcmé \uD83C\uDFE6"), "---\n" + FILE + "...\n");
	}

	@ParameterizedTest
	@MethodSource("files")
	void newEntryStandsBehindTheOthersAndAddsNothingElse(String before) {
		String after = new RegistryEdit(parse(before)).add(BILLING);

		assertThat(parse(after).find("acme-billing")).contains(RegisteredPartner.of(BILLING));
		assertThat(List.copyOf(parse(after).entries().keySet())).containsExactly("acme-treasury", "globex-lending",
				"acme-billing");
		assertThat(isInserted(before, after)).isTrue();
		assertThat(after.endsWith("\n")).isEqualTo(before.endsWith("\n"));
		assertThat(after.replace("\r\n", "").contains("\n")).isEqualTo(!before.contains("\r\n"));
	}

	@ParameterizedTest
	@MethodSource("files")
	void entryThatIsAddedAndRemovedHasNeverBeen(String before) {
		String added = new RegistryEdit(parse(before)).add(BILLING);
		String after = new RegistryEdit(parse(added)).remove("acme-billing");
		String end = after.substring(Math.min(before.length(), after.length()));

		assertThat(after).startsWith(before);
		assertThat(end).isIn("", "\n", "\r\n");
	}

	@ParameterizedTest
	@MethodSource("files")
	void removalTakesOneStretchOut(String before) {
		for (String client : List.of("acme-treasury", "globex-lending")) {
			String after = new RegistryEdit(parse(before)).remove(client);

			assertThat(parse(after).entries()).hasSize(1).doesNotContainKey(client);
			assertThat(isInserted(after, before)).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "status: activ", "plan: gold", "networks: [10.0.0.0/33]",
			"networks: ['::ffff:10.0.0.0/104']", "binding: tls", "nam: X" })
	void fileThatTheGatewayWouldRefuseIsNotChanged(String fault) {
		String name = fault.substring(0, fault.indexOf(':'));
		String entry = FILE.substring(FILE.indexOf("    name: Acme"), FILE.indexOf("    # of the"));
		String broken = entry.contains(" " + name + ":") ? entry.replaceFirst(name + ": [^\n]*", fault)
				: entry + "    " + fault + "\n";
		Registry registry = parse(FILE.replace(entry, broken));

		assertThatExceptionOfType(Complaint.class)
			.isThrownBy(() -> new RegistryEdit(registry).status("globex-lending", "active"))
			.withMessageContaining("The gateway would refuse")
			.withMessageMatching("(?s).*:\\d+.*");
	}

	@ParameterizedTest
	@MethodSource("files")
	void statusIsOneWord(String before) {
		String after = new RegistryEdit(parse(before)).status("acme-treasury", "suspended");
		assertThat(after).isEqualTo(before.replaceFirst("status: active", "status: suspended"));

		String resumed = new RegistryEdit(parse(before)).status("globex-lending", "active");
		assertThat(resumed).isEqualTo(before.replaceFirst("status: (\"suspended\"|suspended)", "status: active"));
	}

	@ParameterizedTest
	@MethodSource("files")
	void anyOrderOfEditsThatEndsWhereItBeganChangesNothing(String before) {
		Random random = new Random(before.hashCode());
		String text = before;
		List<String> there = new ArrayList<>();
		for (int i = 0; i < 60; i++) {
			if (!there.isEmpty() && random.nextInt(3) == 0) {
				text = new RegistryEdit(parse(text)).remove(there.remove(random.nextInt(there.size())));
			}
			else if (!there.isEmpty() && random.nextBoolean()) {
				String one = there.get(random.nextInt(there.size()));
				text = new RegistryEdit(parse(text)).status(one, random.nextBoolean() ? "active" : "suspended");
			}
			else {
				there.add("p" + i);
				text = new RegistryEdit(parse(text)).add(partner("p" + i, "Näme #" + i + ": \"x\", [y] 'z' \\"));
			}
		}
		for (String one : there) {
			text = new RegistryEdit(parse(text)).remove(one);
		}
		assertThat(text.stripTrailing()).isEqualTo(before.stripTrailing());
	}

	@Test
	void commentsInAnEntryGoWithItAndThoseAboveItStay() {
		String after = new RegistryEdit(parse(FILE)).remove("globex-lending");
		assertThat(after).contains("# of the treasury", "# Globex pays late.", "# end of file")
			.doesNotContain("# end of Globex");
	}

	@Test
	void entryIsWrittenAsTheOthersAre() {
		assertThat(new RegistryEdit(parse(FILE)).add(BILLING)).contains("""
				    # end of Globex
				  acme-billing:
				    name: Acme Billing
				    status: active
				    plan: standard
				    scopes: [accounts:read, loans:read]
				    networks: [10.0.0.0/8, "::1/128"]
				    binding: none
				    contact: api@acme.example
				# end of file
				""");
	}

	@Test
	void lastEntryLeavesAMappingBehind() {
		String one = "plans: {p: {}, standard: {}}\npartners: # all\n  a: {name: A, status: active, plan: p, scopes: [x]} # one\n# end\n";
		String none = new RegistryEdit(parse(one)).remove("a");
		assertThat(none).isEqualTo("plans: {p: {}, standard: {}}\npartners: {} # all\n# end\n");
		assertThat(parse(new RegistryEdit(parse(none)).add(BILLING)).all())
			.containsExactly(RegisteredPartner.of(BILLING));
	}

	@ParameterizedTest
	@ValueSource(strings = { "yes", "null", "~", "1e3", "007", "0x1F", "12:30:00", "2026-11-21", "- a", "a: b", "a #b",
			"#a", "\"quoted\"", "it's", "{a}", "[a]", "a, b", "*a", "&a", "!a", "%a", "@a", "`a`", "|", ">", "a\\b",
			"Ünïcode 銀行", "a:", "true", ".5", "?", "=", "<<", "---" })
	void nameIsReadAsItWasWritten(String name) {
		NewPartner partner = partner("acme-billing", name);
		for (String before : files().toList()) {
			Registry after = parse(new RegistryEdit(parse(before)).add(partner));
			assertThat(after.get("acme-billing").name()).isEqualTo(name);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "plans: {p: &a {}}\npartners: {}\n", "plans: {p: &a {}, q: *a}\npartners: {}\n",
			"plans: {}\npartners:\n  a: &b {name: A, status: active, plan: p, scopes: []}\n",
			"plans: {}\npartners:\n  a: {name: &n A, status: active, plan: p, scopes: []}\n" })
	void anchorsAreRefusedWithTheirLine(String text) {
		assertThatExceptionOfType(Complaint.class).isThrownBy(() -> parse(text))
			.withMessageMatching("partners.yaml:\\d has an anchor.*");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "# nothing\n", "partners: {}\n", "plans: {}\n", "plans: {}\npartners:\n",
			"plans: {}\npartners: [a]\n", "plans: {}\npartners: {a: {}, a: {}}\n", "plans: {}\npartners: {\n",
			"plans: {}\n---\npartners: {}\n", "plans: {}\npartners:\n\ta: {}\n" })
	void whatIsNoRegistryIsASentence(String text) {
		assertThatExceptionOfType(Complaint.class).isThrownBy(() -> parse(text))
			.withMessageStartingWith("partners.yaml");
	}

	@Test
	void entryThatCannotBeCutOutIsLeftAlone() {
		String text = "plans: {}\npartners: {a: {name: A, status: active, plan: p, scopes: []},}\n";
		assertThatExceptionOfType(Complaint.class).isThrownBy(() -> new RegistryEdit(parse(text)).remove("a"))
			.withMessageContaining("by hand");
	}

	/** Whether the longer text is the shorter one with one stretch put in. */
	private static boolean isInserted(String shorter, String longer) {
		int before = 0;
		while (before < shorter.length() && shorter.charAt(before) == longer.charAt(before)) {
			before++;
		}
		return longer.endsWith(shorter.substring(before)) && longer.length() > shorter.length();
	}

	private static Registry parse(String text) {
		return Registry.parse("partners.yaml", text);
	}

	private static NewPartner partner(String client, String name) {
		return new NewPartner(client, name, "standard", List.of("accounts:read", "loans:read"),
				List.of("10.0.0.0/8", "::1/128"), Binding.NONE, "api@acme.example");
	}

}
