package dev.gatehouse.keycloak;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which change of a client ends its tokens, and from which second on the next ones count.
 */
class ClientStateTests {

	private static final long NEXT = 5000;

	private static final Map<String, String> SECRET = Map.of("authenticator", "client-secret", "secret", "a");

	private final ClientState before = new ClientState("acme", true, 1000, SECRET);

	@Test
	void updateThatRepeatsWhatWasThereEndsNothing() {
		assertThat(endedBy(new ClientState("acme", true, 1000, Map.copyOf(SECRET)))).isZero();
	}

	@Test
	void disabledClientsTokensAreOverAndToEnableItEndsNothing() {
		ClientState disabled = new ClientState("acme", false, 1000, SECRET);
		assertThat(endedBy(disabled)).isEqualTo(NEXT);
		assertThat(disabled.endedBy(this.before, NEXT)).isZero();
		assertThat(disabled.endedBy(disabled, NEXT)).isZero();
	}

	@Test
	void tokensOfAClientThatIsGoneOrHasAnotherNameAreOver() {
		assertThat(endedBy(null)).isEqualTo(NEXT);
		assertThat(endedBy(new ClientState("acme-2", true, 1000, SECRET))).isEqualTo(NEXT);
	}

	@Test
	void whateverItIdentifiesItselfWithEndsItsTokensWhenItChanges() {
		for (Map<String, String> changed : List.of(Map.of("authenticator", "client-secret", "secret", "b"),
				Map.of("authenticator", "client-jwt", "secret", "a"), Map.of("authenticator", "client-secret"),
				Map.of("authenticator", "client-secret", "secret", "a", "jwks.url", "https://acme.example/keys"),
				Map.of("authenticator", "client-secret", "secret", "b", "old secret", "a"))) {
			assertThat(endedBy(new ClientState("acme", true, 1000, changed))).isEqualTo(NEXT);
			assertThat(new ClientState("acme", true, 1000, changed).endedBy(this.before, NEXT)).isEqualTo(NEXT);
		}
	}

	@Test
	void notBeforeCountsWhenItIsRaisedAndItsOwnSecondDoesNot() {
		assertThat(endedBy(new ClientState("acme", true, 1001, SECRET))).isEqualTo(1002);
		assertThat(endedBy(new ClientState("acme", true, 9000, SECRET))).isEqualTo(9001);
		assertThat(endedBy(new ClientState("acme", true, 999, SECRET))).isZero();
		assertThat(endedBy(new ClientState("acme", true, 0, SECRET))).isZero();
	}

	@Test
	void oldSecretAdmitsAsLongAsItIsGoodBesideTheNewOne() {
		assertThat(now("secret", "b", "old secret", "a").admits(this.before, "a")).isTrue();
		assertThat(now("secret", "b", "old secret", "a").admits(this.before, null)).isTrue();
		assertThat(now("secret", "b").admits(this.before, "a")).isFalse();
		assertThat(now("secret", "b").admits(this.before, null)).isFalse();
	}

	@Test
	void ofTwoSecretsTheOneCountsThatWasSent() {
		ClientState then = now("secret", "b", "old secret", "a");
		ClientState now = now("secret", "c", "old secret", "b");
		assertThat(now.admits(then, "b")).isTrue();
		assertThat(now.admits(then, "a")).isFalse();
		assertThat(now("secret", "b").admits(then, "a")).isFalse();
		assertThat(now("secret", "b").admits(then, "b")).isTrue();
	}

	@Test
	void whereItIsNotKnownWhichWasSentBothMustBeGood() {
		ClientState then = now("secret", "b", "old secret", "a");
		assertThat(now("secret", "c", "old secret", "b").admits(then, null)).isFalse();
		assertThat(now("secret", "c", "old secret", "b").admits(then, "from a vault")).isFalse();
		assertThat(then.admits(then, "from a vault")).isTrue();
	}

	@Test
	void whoIsDisabledOrHasAnotherNameOrKeyIsNotAdmitted() {
		assertThat(this.before.admits(this.before, "a")).isTrue();
		assertThat(new ClientState("acme", false, 1000, SECRET).admits(this.before, "a")).isFalse();
		assertThat(new ClientState("acme-2", true, 1000, SECRET).admits(this.before, "a")).isFalse();
		assertThat(now("secret", "a", "jwks.url", "https://acme.example/keys").admits(this.before, "a")).isFalse();
		assertThat(now("secret", "a", "authenticator", "client-jwt").admits(this.before, "a")).isFalse();
		assertThat(new ClientState("acme", true, 9000, SECRET).admits(this.before, "a")).isTrue();
	}

	private static ClientState now(String... credentials) {
		Map<String, String> all = new HashMap<>(SECRET);
		for (int i = 0; i < credentials.length; i += 2) {
			all.put(credentials[i], credentials[i + 1]);
		}
		return new ClientState("acme", true, 1000, all);
	}

	@Test
	void secretsAreNotShown() {
		assertThat(new ClientState("acme", true, 0, Map.of("secret", "hidden")).toString()).doesNotContain("hidden");
	}

	private long endedBy(@Nullable ClientState now) {
		return this.before.endedBy(now, NEXT);
	}

}
