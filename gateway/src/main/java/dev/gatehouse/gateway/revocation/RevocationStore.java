package dev.gatehouse.gateway.revocation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.gatehouse.gateway.limits.StoreSettings;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import org.jspecify.annotations.Nullable;

/**
 * Two connections to the store: one that asks, and one that is told when there is news.
 * Whatever goes wrong with one ends it, and the next begins anew. Used by one thread,
 * which waits, but never long.
 */
final class RevocationStore implements AutoCloseable {

	static final String CHANNEL = "gatehouse:revocations:news";

	private static final List<String> KEYS = List.of("gatehouse:revocations", "gatehouse:revocations:order");

	private static final Duration TIMEOUT = Duration.ofSeconds(1);

	/** The first time there are classes to be loaded. */
	private static final Duration FIRST_TIMEOUT = Duration.ofSeconds(2);

	private final String script = script();

	private final ClientResources resources = DefaultClientResources.builder()
		.ioThreadPoolSize(2)
		.computationThreadPoolSize(2)
		.commandLatencyRecorder(CommandLatencyRecorder.disabled())
		.build();

	private final RedisURI address;

	private final RedisClient client;

	private final Runnable news;

	private Duration patience = FIRST_TIMEOUT;

	private @Nullable StatefulRedisConnection<String, String> asking;

	private @Nullable StatefulRedisPubSubConnection<String, String> listening;

	/**
	 * @param news is told that there is news, on a thread that must not wait
	 */
	RevocationStore(StoreSettings settings, Runnable news) {
		this.news = news;
		this.address = settings.address(FIRST_TIMEOUT);
		this.client = RedisClient.create(this.resources);
		this.client.setOptions(ClientOptions.builder()
			.autoReconnect(false)
			.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
			.protocolVersion(ProtocolVersion.RESP2)
			.socketOptions(SocketOptions.builder().connectTimeout(FIRST_TIMEOUT).build())
			.build());
	}

	private static String script() {
		try (InputStream script = RevocationStore.class.getResourceAsStream("exchange.lua")) {
			return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	boolean isConnected() {
		return this.asking != null && this.asking.isOpen();
	}

	boolean isListening() {
		return this.listening != null && this.listening.isOpen();
	}

	/** Connects anew. */
	void connect() throws StoreAway {
		disconnect();
		this.asking = await(this.client.connectAsync(StringCodec.UTF8, this.address).toCompletableFuture());
	}

	/** Begins anew to listen to news. */
	void listen() throws StoreAway {
		close(this.listening);
		this.listening = null;
		StatefulRedisPubSubConnection<String, String> connection = await(
				this.client.connectPubSubAsync(StringCodec.UTF8, this.address).toCompletableFuture());
		connection.addListener(new RedisPubSubAdapter<>() {
			@Override
			public void message(String channel, String message) {
				RevocationStore.this.news.run();
			}
		});
		try {
			await(connection.async().subscribe(CHANNEL).toCompletableFuture());
			this.listening = connection;
		}
		finally {
			if (this.listening == null) {
				close(connection);
			}
		}
	}

	/**
	 * Makes changes, and asks what is new.
	 * @param last the answer before
	 */
	Answer exchange(Answer last, List<Put> puts) throws StoreAway {
		StatefulRedisConnection<String, String> present = this.asking;
		if (present == null) {
			throw new StoreAway("not connected", null);
		}
		CommandArgs<String, String> arguments = new CommandArgs<>(StringCodec.UTF8).add(this.script)
			.add(KEYS.size())
			.addKeys(KEYS)
			.addValue(CHANNEL)
			.addValue(last.born())
			.addValue(last.version());
		puts.forEach((put) -> arguments.addValue(put.name()).addValue(put.expected()).addValue(put.entry()));
		return Answer
			.of(await(present.async().dispatch(CommandType.EVAL, new Texts(), arguments).toCompletableFuture()));
	}

	private <T> T await(CompletableFuture<T> answer) throws StoreAway {
		try {
			T value = answer.get(this.patience.toMillis(), TimeUnit.MILLISECONDS);
			this.patience = TIMEOUT;
			return value;
		}
		catch (TimeoutException ex) {
			// A connection may come about later, and nobody would end it.
			answer.thenAccept((late) -> close((late instanceof StatefulConnection<?, ?> open) ? open : null));
			throw new StoreAway("no answer within " + this.patience.toMillis() + " ms", null);
		}
		catch (ExecutionException ex) {
			throw new StoreAway(String.valueOf(ex.getCause()), ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new StoreAway("interrupted", null);
		}
	}

	private static void close(@Nullable StatefulConnection<?, ?> connection) {
		if (connection != null) {
			connection.closeAsync();
		}
	}

	/** Ends the connection that asks. */
	void disconnect() {
		close(this.asking);
		this.asking = null;
	}

	@Override
	public void close() {
		this.client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
		this.resources.shutdown(0, 1, TimeUnit.SECONDS);
	}

}
