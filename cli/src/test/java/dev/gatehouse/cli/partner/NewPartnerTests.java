package dev.gatehouse.cli.partner;

import java.util.List;

import dev.gatehouse.cli.terminal.Complaint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What the gateway would refuse to read is refused before anything is made. */
class NewPartnerTests {

	@ParameterizedTest
	@ValueSource(strings = { "", "Acme", "acme_billing", "-acme", "acme billing", "acme/../x", "açme", "a\nb",
			"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" })
	void clientIdsAreLowerCase(String client) {
		refused(client, "Acme", "accounts:read", "10.0.0.0/8");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", " Acme", "Acme\n  status: active", "a\tb", "a\u0000b", "a\u2028b", "a\u202eb" })
	void namesCanBePrinted(String name) {
		refused("acme", name, "accounts:read", "10.0.0.0/8");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "accounts read", "\"", "a\\b", "ä" })
	void scopesAreOfRfc6749(String scope) {
		refused("acme", "Acme", scope, "10.0.0.0/8");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "10.0.0.0/33", "10.0.0/8", "010.0.0.1", "localhost", "::1/129", "::g", "fe80::1%eth0",
			"10.0.0.0/", "/8", "10.0.0.256", "10.0.0.0/-1", "1:2", "::ffff:10.0.0.0/33", "::ffff:10.0.0.0/104" })
	void networksAreCidr(String network) {
		refused("acme", "Acme", "accounts:read", network);
	}

	@ParameterizedTest
	@ValueSource(strings = { "10.0.0.0/8", "0.0.0.0/0", "192.0.2.1", "::1/128", "2001:db8::/32", "::/0",
			"::ffff:10.0.0.1", "::ffff:10.0.0.0/8" })
	void networkIsTaken(String network) {
		assertThat(partner("acme", "Acme", "accounts:read", network).networks()).containsExactly(network);
	}

	@Test
	void scopesStandOnceAndThereIsOne() {
		assertThatExceptionOfType(Complaint.class).isThrownBy(
				() -> new NewPartner("acme", "Acme", "standard", List.of("a", "a"), List.of(), Binding.NONE, ""));
		assertThatExceptionOfType(Complaint.class)
			.isThrownBy(() -> new NewPartner("acme", "Acme", "standard", List.of(), List.of(), Binding.NONE, ""));
	}

	private static void refused(String client, String name, String scope, String network) {
		assertThatExceptionOfType(Complaint.class).isThrownBy(() -> partner(client, name, scope, network));
	}

	private static NewPartner partner(String client, String name, String scope, String network) {
		return new NewPartner(client, name, "standard", List.of(scope), List.of(network), Binding.NONE, "");
	}

}
