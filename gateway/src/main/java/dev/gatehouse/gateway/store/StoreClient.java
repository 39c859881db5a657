package dev.gatehouse.gateway.store;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;

/**
 * Makes connections to the store. Each room has a client of its own, so that none waits
 * for another's. No connection mends itself: whatever goes wrong ends it, and its room
 * begins anew.
 */
public final class StoreClient implements AutoCloseable {

	/** The first time there are classes to be loaded. */
	public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

	/** Commands of a connection that wait for an answer; one more fails. */
	private static final int MOST_WAITING = 10_000;

	private final ClientResources resources = DefaultClientResources.builder()
		.ioThreadPoolSize(2)
		.computationThreadPoolSize(2)
		.commandLatencyRecorder(CommandLatencyRecorder.disabled())
		.build();

	private final RedisURI address;

	private final RedisClient client;

	/** Creates it, without a connection. */
	public StoreClient(StoreSettings settings) {
		this.address = settings.address();
		this.address.setTimeout(CONNECT_TIMEOUT);
		this.client = RedisClient.create(this.resources);
		this.client.setOptions(ClientOptions.builder()
			.autoReconnect(false)
			.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
			.requestQueueSize(MOST_WAITING)
			.protocolVersion(ProtocolVersion.RESP2)
			.socketOptions(SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).build())
			.build());
	}

	/**
	 * Connects. Blocks: never on an event loop.
	 * @param patience how long; never longer than {@link #CONNECT_TIMEOUT}
	 */
	public StatefulRedisConnection<String, String> connect(Duration patience) throws StoreAway {
		return made(this.client.connectAsync(StringCodec.UTF8, this.address), patience);
	}

	/** The same, for a connection that is told news. */
	public StatefulRedisPubSubConnection<String, String> connectPubSub(Duration patience) throws StoreAway {
		return made(this.client.connectPubSubAsync(StringCodec.UTF8, this.address), patience);
	}

	private static <C extends StatefulConnection<?, ?>> C made(CompletionStage<C> connecting, Duration patience)
			throws StoreAway {
		try {
			return await(connecting, patience);
		}
		catch (StoreAway ex) {
			// It may come about later, and nobody would end it.
			connecting.thenAccept(StatefulConnection::closeAsync);
			throw ex;
		}
	}

	/** Waits for an answer of the store. Blocks: never on an event loop. */
	public static <T> T await(CompletionStage<T> answer, Duration patience) throws StoreAway {
		CompletableFuture<T> future = answer.toCompletableFuture();
		try {
			return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			throw new StoreAway("no answer within " + patience.toMillis() + " ms", null);
		}
		catch (ExecutionException ex) {
			throw new StoreAway(String.valueOf(ex.getCause()), ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new StoreAway("interrupted", null);
		}
	}

	/** Ends it with all of its connections. */
	@Override
	public void close() {
		this.client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
		this.resources.shutdown(0, 1, TimeUnit.SECONDS);
	}

}
