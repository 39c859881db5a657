package dev.gatehouse.system.walk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.gatehouse.system.Bank;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the administrator ends in Keycloak is over at each of four gateways within five
 * seconds. Of four clients at the same time, one each.
 */
final class SharedCutoffsWalk {

	private static final Duration SOON = Duration.ofSeconds(5);

	private final List<KeycloakClient> changed = new ArrayList<>();

	private final Bank bank;

	private final FourGateways gateways;

	SharedCutoffsWalk(Bank bank, FourGateways gateways) {
		this.bank = bank;
		this.gateways = gateways;
	}

	void walk() {
		try (Ending disabled = end("disabled", "initech-cards", (client) -> client.enable(false));
				Ending rotated = end("secret rotated", "acme-treasury", KeycloakClient::rotate);
				Ending loggedOut = end("sessions logged out", "globex-lending", KeycloakClient::logOut);
				Ending notBefore = end("not-before set", "umbrella-frozen", KeycloakClient::setNotBefore)) {
			List.of(disabled, rotated, loggedOut, notBefore).forEach(Ending::isSoonEverywhere);
		}
		finally {
			this.changed.forEach(KeycloakClient::restore);
		}
	}

	private Ending end(String what, String name, Consumer<KeycloakClient> change) {
		KeycloakClient client = new KeycloakClient(this.bank, name);
		String token = client.token();
		assertThat(this.gateways.refusing(token)).isEmpty();
		FirstAnswers refusals = FirstAnswers.refusing(this.gateways, token);
		this.changed.add(client);
		long began = System.nanoTime();
		change.accept(client);
		return new Ending(what, began, refusals);
	}

	/**
	 * A change that was made.
	 *
	 * @param began when Keycloak was asked to
	 */
	private record Ending(String what, long began, FirstAnswers refusals) implements AutoCloseable {

		void isSoonEverywhere() {
			this.refusals.within(SOON, this.began, "after Keycloak was asked: " + this.what);
		}

		@Override
		public void close() {
			this.refusals.close();
		}

	}

}
