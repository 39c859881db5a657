package dev.gatehouse.gateway.store;

import java.time.Duration;

import dev.gatehouse.gateway.limits.RedisServer;
import dev.gatehouse.gateway.limits.Relay;
import io.lettuce.core.api.StatefulRedisConnection;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Of a connection that was given up nothing is left, however often that happens. */
@Timeout(60)
class StoreClientTests {

	private static final Duration PATIENCE = Duration.ofSeconds(1);

	private static final int OFTEN = 50;

	private final RedisServer store = new RedisServer();

	private final Relay relay = new Relay(this.store);

	private final StoreClient client = new StoreClient(new StoreSettings(this.relay.url()));

	@AfterEach
	void close() {
		this.client.close();
		this.relay.close();
		this.store.close();
	}

	@Test
	void nothingIsLeftOfConnectionsThatTheNetworkForgot() throws StoreAway {
		for (int i = 0; i < OFTEN; i++) {
			StatefulRedisConnection<String, String> connection = this.client.connect(PATIENCE);
			this.relay.forget();
			assertThatExceptionOfType(StoreAway.class)
				.isThrownBy(() -> StoreClient.await(connection.async().ping(), Duration.ofMillis(1)));
			connection.closeAsync();
		}
		assertNothingIsLeft();
	}

	/** The half of them never, the other half after they were given up. */
	@Test
	void nothingIsLeftOfConnectionsThatCameAboutTooLate() throws StoreAway {
		this.relay.delay(Duration.ofMillis(20), Duration.ofMillis(50));
		for (int i = 0; i < OFTEN; i++) {
			this.relay.silence(i % 2 == 0);
			assertThatExceptionOfType(StoreAway.class).isThrownBy(() -> this.client.connect(Duration.ofMillis(3)));
		}
		this.relay.silence(false);
		assertNothingIsLeft();
	}

	private void assertNothingIsLeft() throws StoreAway {
		Awaitility.await().until(() -> this.relay.connections() == 0);
		StatefulRedisConnection<String, String> connection = this.client.connect(PATIENCE);
		assertThat(StoreClient.await(connection.async().ping(), PATIENCE)).isEqualTo("PONG");
		connection.closeAsync();
	}

}
