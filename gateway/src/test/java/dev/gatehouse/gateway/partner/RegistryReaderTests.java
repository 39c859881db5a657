package dev.gatehouse.gateway.partner;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.gatehouse.gateway.settings.InvalidSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/** The registry is read whole, or refused with the line of what is wrong. */
class RegistryReaderTests {

	/** The lines are counted in the expectations below: add at the end only. */
	private static final String REGISTRY = """
			plans:
			  standard: {rate: 50/s, burst: 100, quota: 1000000/day, concurrency: 20}
			  slow: {rate: 6/min, quota: 5/month}
			  unlimited: {}
			partners:
			  acme-treasury:
			    name: Acme Treasury GmbH
			    status: active
			    plan: standard
			    scopes: [accounts:read, accounts:write]
			    networks: [127.0.0.0/8, "::1/128"]
			    binding: none
			    contact: api@acme.example
			  frozen:
			    name: Frozen Ltd
			    status: suspended
			    plan: unlimited
			    scopes: []
			""";

	@Test
	void partnerIsReadWithAllThatItMay() {
		Partner acme = partner(read(REGISTRY), "acme-treasury");
		assertThat(acme.client()).isEqualTo("acme-treasury");
		assertThat(acme.active()).isTrue();
		assertThat(acme.scopes()).containsExactlyInAnyOrder("accounts:read", "accounts:write");
		assertThat(acme.networks()).hasSize(2);
		assertThat(acme.binding()).isEqualTo(Partner.Binding.NONE);
		assertThat(acme.plan()).isEqualTo(new Plan("standard", new Plan.Rate(50, 1_000_000_000L), 100,
				new Plan.Quota(1_000_000, Plan.Period.DAY), 20));
	}

	@Test
	void whatAPartnerDoesNotSayIsTheDefault() {
		Partner frozen = partner(read(REGISTRY), "frozen");
		assertThat(frozen.active()).isFalse();
		assertThat(frozen.scopes()).isEmpty();
		assertThat(frozen.networks()).isEmpty();
		assertThat(frozen.binding()).isEqualTo(Partner.Binding.NONE);
		assertThat(frozen.plan()).isEqualTo(new Plan("unlimited", null, 1, null, null));
	}

	@ParameterizedTest
	@CsvSource({ "7/s, 7, 1000000000", "7/min, 7, 60000000000", "7/h, 7, 3600000000000",
			"999999999/s, 999999999, 1000000000" })
	void rateIsANumberAPeriod(String text, long requests, long nanos) {
		Partner acme = partner(read(changed("50/s", text)), "acme-treasury");
		assertThat(acme.plan().rate()).isEqualTo(new Plan.Rate(requests, nanos));
	}

	@ParameterizedTest
	@CsvSource({ "none, NONE", "mtls, MTLS", "dpop, DPOP" })
	void bindingIsOneOfThree(String text, Partner.Binding binding) {
		Partner acme = partner(read(changed("binding: none", "binding: " + text)), "acme-treasury");
		assertThat(acme.binding()).isEqualTo(binding);
	}

	@Test
	void scopesAreACeilingAndASet() {
		Partner acme = partner(read(changed("accounts:write]", "accounts:read]")), "acme-treasury");
		assertThat(acme.scopes()).isEqualTo(Set.of("accounts:read"));
	}

	@Test
	void planHasPartsForSomeApis() {
		Plan slow = new Plan("standard-loans", new Plan.Rate(5, 1_000_000_000L), 7,
				new Plan.Quota(1000, Plan.Period.DAY), 2);
		Partner acme = partner(
				read(changed("concurrency: 20",
						"apis: {loans: {rate: 5/s, burst: 7, quota: 1000/day, concurrency: 2}, accounts: {}}")),
				"acme-treasury");
		assertThat(acme.plan().rate()).isEqualTo(new Plan.Rate(50, 1_000_000_000L));
		assertThat(acme.plan().apis())
			.isEqualTo(Map.of("loans", slow, "accounts", new Plan("standard-accounts", null, 1, null, null)));
	}

	@Test
	void registryWithoutPartnersAdmitsNobody() {
		assertThat(read("plans: {}\npartners: {}\n")).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("faults")
	void faultIsRefusedWithItsLine(String from, String to, String complaint) {
		String text = changed(from, to);
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> read(text))
			.withMessage("partners.yaml" + complaint);
	}

	static Stream<Arguments> faults() {
		String plan = ":2 /plans/standard/";
		String acme = "/partners/acme-treasury";
		return Stream.of(argumentSet("no plans", "plans:", "pains:", ":2 /pains: is not known here"),
				argumentSet("an unknown plan member", "burst: 100", "brust: 100", plan + "brust: is not known here"),
				argumentSet("a plan's name", "  slow:", "  Slow:",
						":3 /plans/Slow: a plan's name is lower-case letters, digits and '-', at most 63"),
				argumentSet("a plan twice", "  slow:", "  standard:", ":3 /plans: 'standard' stands twice"),
				argumentSet("a plan that is none", "{rate: 6/min, quota: 5/month}", "fast",
						":3 /plans/slow: must be a mapping"),
				argumentSet("a rate without period", "50/s", "50",
						plan + "rate: must be a number per s, min or h, as in 50/s"),
				argumentSet("a rate of another period", "50/s", "50/d",
						plan + "rate: must be a number per s, min or h, as in 50/s"),
				argumentSet("a rate of two periods", "50/s", "50/s/s",
						plan + "rate: must be a number per s, min or h, as in 50/s"),
				argumentSet("a rate of nothing", "50/s", "0/s",
						plan + "rate: must be a whole number from 1 to 999999999"),
				argumentSet("a negative rate", "50/s", "-50/s",
						plan + "rate: must be a whole number from 1 to 999999999"),
				argumentSet("a broken rate", "50/s", "0.5/s",
						plan + "rate: must be a whole number from 1 to 999999999"),
				argumentSet("a rate too large", "50/s", "1000000000/s",
						plan + "rate: must be a whole number from 1 to 999999999"),
				argumentSet("a rate of null", "50/s", "", plan + "rate: must have a value"),
				argumentSet("a burst of nothing", "burst: 100", "burst: 0",
						plan + "burst: must be a whole number from 1 to 999999999"),
				argumentSet("a burst without rate", "rate: 50/s, ", "", plan + "burst: needs a 'rate' beside it"),
				argumentSet("a quota of another period", "1000000/day", "1000000/week",
						plan + "quota: must be a number per day or month, as in 1000000/day"),
				argumentSet("a quota of nothing", "1000000/day", "0/day",
						plan + "quota: must be a whole number from 1 to 999999999"),
				argumentSet("no concurrency at all", "concurrency: 20", "concurrency: 0",
						plan + "concurrency: must be a whole number from 1 to 999999999"),
				argumentSet("a part for an API that is none", "concurrency: 20", "apis: {cards: {rate: 5/s}}",
						plan + "apis/cards: names no API; there are accounts, loans"),
				argumentSet("an unknown member of a part", "concurrency: 20", "apis: {loans: {apis: {}}}",
						plan + "apis/loans/apis: is not known here"),
				argumentSet("a rate of a part", "concurrency: 20", "apis: {loans: {rate: 5}}",
						plan + "apis/loans/rate: must be a number per s, min or h, as in 50/s"),
				argumentSet("parts that are none", "concurrency: 20", "apis: [loans]",
						plan + "apis: must be a mapping"),
				argumentSet("a client id", "  acme-treasury:", "  Acme_Treasury:",
						":7 /partners/Acme_Treasury: a client id is lower-case letters, digits and '-', at most 63"),
				argumentSet("a client id too long", "  acme-treasury:", "  " + "a".repeat(64) + ":",
						":7 /partners/" + "a".repeat(64)
								+ ": a client id is lower-case letters, digits and '-', at most 63"),
				argumentSet("a client twice", "  frozen:", "  acme-treasury:",
						":14 /partners: 'acme-treasury' stands twice"),
				argumentSet("an unknown member", "contact:", "contcat:", ":13 " + acme + "/contcat: is not known here"),
				argumentSet("no name", "    name: Acme Treasury GmbH\n", "", ":7 " + acme + ": has no 'name'"),
				argumentSet("no status", "    status: active\n", "", ":7 " + acme + ": has no 'status'"),
				argumentSet("another status", "status: active", "status: Active",
						":8 " + acme + "/status: must be active or suspended"),
				argumentSet("no plan", "    plan: standard\n", "", ":7 " + acme + ": has no 'plan'"),
				argumentSet("an unknown plan", "plan: standard", "plan: premium",
						":9 " + acme + "/plan: 'premium' is not among the plans"),
				argumentSet("no scopes", "    scopes: [accounts:read, accounts:write]\n", "",
						":7 " + acme + ": has no 'scopes'"),
				argumentSet("scopes in one text", "[accounts:read, accounts:write]", "accounts:read accounts:write",
						":10 " + acme + "/scopes: must be a list"),
				argumentSet("a scope with a space", "accounts:write]", "accounts write]",
						":10 " + acme + "/scopes/1: is not a scope"),
				argumentSet("an empty scope", "accounts:write]", "'']", ":10 " + acme + "/scopes/1: is not a scope"),
				argumentSet("a network that is none", "127.0.0.0/8", "localhost",
						":11 " + acme + "/networks/0: 'localhost' is not a CIDR network"),
				argumentSet("a network alone", "[127.0.0.0/8, \"::1/128\"]", "127.0.0.0/8",
						":11 " + acme + "/networks: must be a list"),
				argumentSet("another binding", "binding: none", "binding: bearer",
						":12 " + acme + "/binding: must be none, mtls or dpop"));
	}

	private static Partner partner(Map<String, Partner> partners, String client) {
		return Objects.requireNonNull(partners.get(client));
	}

	private static Map<String, Partner> read(String text) {
		return RegistryReader.read("partners.yaml", text, Set.of("accounts", "loans"));
	}

	private static String changed(String from, String to) {
		assertThat(REGISTRY).contains(from);
		return REGISTRY.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to));
	}

}
