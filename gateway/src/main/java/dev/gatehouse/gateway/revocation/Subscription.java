package dev.gatehouse.gateway.revocation;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import dev.gatehouse.gateway.store.StoreAway;
import dev.gatehouse.gateway.store.StoreClient;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;

/**
 * A connection on which the store tells that there is news. It is asked to answer now and
 * then, for which nobody waits: one that a firewall has forgotten stays open and says
 * nothing.
 */
final class Subscription implements AutoCloseable {

	private static final long EVERY = Duration.ofMillis(400).toNanos();

	private static final long LATEST = Duration.ofSeconds(1).toNanos();

	private final StatefulRedisPubSubConnection<String, String> connection;

	private Future<?> answer = CompletableFuture.completedFuture(null);

	private long asked;

	private Subscription(StatefulRedisPubSubConnection<String, String> connection, long now) {
		this.connection = connection;
		this.asked = now;
	}

	/**
	 * Begins to listen. Blocks.
	 * @param news is told that there is news, on a thread that must not wait
	 */
	static Subscription begin(StoreClient client, String channel, Runnable news, Duration patience, long now)
			throws StoreAway {
		StatefulRedisPubSubConnection<String, String> connection = client.connectPubSub(patience);
		connection.addListener(new RedisPubSubAdapter<>() {
			@Override
			public void message(String channel, String message) {
				news.run();
			}
		});
		try {
			StoreClient.await(connection.async().subscribe(channel), patience);
			return new Subscription(connection, now);
		}
		catch (StoreAway | RuntimeException ex) {
			connection.closeAsync();
			throw ex;
		}
	}

	/**
	 * Returns whether it answers, as far as is known, and asks it again when it is time.
	 */
	boolean isAlive(long now) {
		if (this.answer.isDone() && now - this.asked >= EVERY) {
			this.answer = this.connection.async().ping();
			this.asked = now;
		}
		return this.connection.isOpen() && (this.answer.isDone() || now - this.asked < LATEST);
	}

	@Override
	public void close() {
		this.connection.closeAsync();
	}

}
