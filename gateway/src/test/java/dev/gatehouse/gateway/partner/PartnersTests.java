package dev.gatehouse.gateway.partner;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import dev.gatehouse.gateway.entry.Source;
import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import dev.gatehouse.gateway.problem.RefusalParts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A verified token opens the gate only for a partner that is registered and may come in
 * like this.
 */
@SuppressWarnings("NullAway.Init")
class PartnersTests {

	@TempDir
	private Path folder;

	private Partners partners;

	@BeforeEach
	void register() throws IOException {
		Path file = Files.writeString(this.folder.resolve("partners.yaml"), """
				plans: {free: {}}
				partners:
				  acme: {name: x, status: active, plan: free, scopes: [a]}
				  frozen: {name: x, status: suspended, plan: free, scopes: [a], networks: [10.0.0.0/8]}
				  local: {name: x, status: active, plan: free, scopes: [a], networks: [10.0.0.0/8, "2001:db8::/32"]}
				  bound: {name: x, status: active, plan: free, scopes: [a], binding: mtls}
				  proven: {name: x, status: active, plan: free, scopes: [a], binding: dpop}
				""");
		this.partners = new Partners(new Registry(file, Set.of(), new SimpleMeterRegistry()),
				new FreshTokens(new SimpleMeterRegistry(), System::nanoTime));
	}

	@Test
	void registeredActivePartnerComesIn() throws UnknownHostException {
		Caller caller = this.partners.identify("acme", Set.of("a", "b"), from("192.0.2.1"));
		assertThat(caller.partner().client()).isEqualTo("acme");
		assertThat(caller.scopes()).containsExactlyInAnyOrder("a", "b");
	}

	@ParameterizedTest
	@ValueSource(strings = { "nobody", "Acme", "acme ", " acme", "ACME", "acm" })
	void clientThatIsNotRegisteredIsUnknown(String client) {
		assertThat(refusal(client, "192.0.2.1").problem()).isEqualTo(Problem.UNKNOWN_PARTNER);
		assertThat(this.partners.find(client)).isNull();
	}

	@Test
	void suspendedPartnerIsRefusedBeforeItsNetworkIsLookedAt() {
		assertThat(refusal("frozen", "192.0.2.1").problem()).isEqualTo(Problem.PARTNER_SUSPENDED);
		assertThat(refusal("frozen", "10.0.0.1").problem()).isEqualTo(Problem.PARTNER_SUSPENDED);
	}

	@ParameterizedTest
	@CsvSource({ "10.255.0.1, true", "11.0.0.1, false", "2001:db8::7, true", "2001:db9::7, false", "127.0.0.1, false" })
	void partnerWithNetworksComesFromThemOnly(String address, boolean admitted) throws UnknownHostException {
		if (admitted) {
			assertThat(this.partners.identify("local", Set.of(), from(address)).partner().client()).isEqualTo("local");
		}
		else {
			assertThat(refusal("local", address).problem()).isEqualTo(Problem.NETWORK_NOT_ALLOWED);
		}
	}

	@Test
	void plainTokenOfAPartnerWithBindingIsRefusedWithAChallenge() {
		Refusal refusal = refusal("proven", "192.0.2.1");
		assertThat(refusal.problem()).isEqualTo(Problem.INVALID_TOKEN);
		assertThat(refusal.reason()).isEqualTo("binding");
		assertThat(RefusalParts.headers(refusal).get("WWW-Authenticate")).contains("error=\"invalid_token\"");
	}

	@Test
	void refusalSaysNothingOfTheClient() {
		assertThat(refusal("stranger-4711", "192.0.2.1").detail()).doesNotContain("4711");
	}

	private Refusal refusal(String client, String address) {
		return catchThrowableOfType(Refusal.class, () -> this.partners.identify(client, Set.of("a"), from(address)));
	}

	private static Source from(String address) throws UnknownHostException {
		return new Source(InetAddress.getByName(address), address, "http", "bank.example");
	}

}
