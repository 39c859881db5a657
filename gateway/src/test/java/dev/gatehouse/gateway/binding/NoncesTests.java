package dev.gatehouse.gateway.binding;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A nonce is good for a while, at every gateway with the secret, and nobody else makes
 * one.
 */
class NoncesTests {

	private static final byte[] SECRET = "0123456789abcdef0123456789abcdef"
		.getBytes(java.nio.charset.StandardCharsets.US_ASCII);

	private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T12:00:00Z"));

	private final Nonces nonces = new Nonces(SECRET, Duration.ofMinutes(2), this.now::get);

	@Test
	void nonceIsGoodForAtLeastHalfOfItsLifeAndNoLongerThanAll() {
		String nonce = this.nonces.current();
		assertThat(nonce).matches("[A-Za-z0-9_-]{22}");
		advance(Duration.ofSeconds(119));
		assertThat(this.nonces.isGood(nonce)).isTrue();
		advance(Duration.ofSeconds(1));
		assertThat(this.nonces.isGood(nonce)).isFalse();
	}

	@Test
	void newNonceComesWithEachStep() {
		Set<String> seen = new HashSet<>();
		for (int i = 0; i < 100; i++) {
			assertThat(seen.add(this.nonces.current())).isTrue();
			assertThat(this.nonces.isGood(this.nonces.current())).isTrue();
			advance(Duration.ofMinutes(1));
		}
	}

	@Test
	void gatewayWithTheSameSecretTakesItWhicheverClockIsAhead() {
		Nonces other = new Nonces(SECRET, Duration.ofMinutes(2), () -> this.now.get().plusSeconds(30));
		advance(Duration.ofSeconds(45));
		assertThat(other.current()).isNotEqualTo(this.nonces.current());
		assertThat(other.isGood(this.nonces.current())).isTrue();
		assertThat(this.nonces.isGood(other.current())).isTrue();
	}

	@Test
	void gatewayWithAnotherSecretDoesNot() {
		Nonces other = new Nonces(null, Duration.ofMinutes(2), this.now::get);
		assertThat(other.isGood(this.nonces.current())).isFalse();
		assertThat(this.nonces.isGood(other.current())).isFalse();
		assertThat(new Nonces(null, Duration.ofMinutes(2), this.now::get).current()).isNotEqualTo(other.current());
	}

	@Test
	void whatIsNoNonceIsNotGood() {
		assertThat(this.nonces.isGood(null)).isFalse();
		assertThat(this.nonces.isGood("")).isFalse();
		assertThat(this.nonces.isGood(this.nonces.current() + "=")).isFalse();
	}

	private void advance(Duration duration) {
		this.now.updateAndGet((before) -> before.plus(duration));
	}

}
