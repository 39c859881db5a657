package dev.gatehouse.gateway.limits;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import org.jspecify.annotations.Nullable;

/**
 * The connection to the store: one, with one exchange at a time. Whatever goes wrong ends
 * it, and the next begins anew. Used by one thread, which waits for it, but never long.
 */
final class LeaseStore implements AutoCloseable {

	private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(500);

	/** The first time there are classes to be loaded. */
	private static final Duration FIRST_CONNECT_TIMEOUT = Duration.ofSeconds(2);

	private final String script = script();

	private final String digest = digest(this.script);

	private final ClientResources resources = DefaultClientResources.builder()
		.ioThreadPoolSize(2)
		.computationThreadPoolSize(2)
		.commandLatencyRecorder(CommandLatencyRecorder.disabled())
		.build();

	private final Duration answerTimeout;

	private final RedisURI address;

	private final RedisClient client;

	private @Nullable StatefulRedisConnection<String, String> connection;

	private Duration patience = FIRST_CONNECT_TIMEOUT;

	LeaseStore(StoreSettings settings, Duration answerTimeout) {
		this.answerTimeout = answerTimeout;
		this.address = settings.address(FIRST_CONNECT_TIMEOUT);
		this.client = RedisClient.create(this.resources);
		this.client.setOptions(ClientOptions.builder()
			.autoReconnect(false)
			.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
			.protocolVersion(ProtocolVersion.RESP2)
			.socketOptions(SocketOptions.builder().connectTimeout(FIRST_CONNECT_TIMEOUT).build())
			.build());
	}

	private static String script() {
		try (InputStream script = LeaseStore.class.getResourceAsStream("exchange.lua")) {
			return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Returns the name that the store gives a script. */
	private static String digest(String script) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-1").digest(script.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(hash);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	boolean isConnected() {
		return this.connection != null && this.connection.isOpen();
	}

	/** Connects anew. */
	void connect() throws StoreFailure {
		disconnect();
		CompletableFuture<StatefulRedisConnection<String, String>> connecting = this.client
			.connectAsync(StringCodec.UTF8, this.address)
			.toCompletableFuture();
		try {
			this.connection = await(connecting, this.patience);
		}
		catch (StoreFailure ex) {
			// It may come about later, and nobody would end it.
			connecting.thenAccept(StatefulRedisConnection::closeAsync);
			throw ex;
		}
		finally {
			this.patience = CONNECT_TIMEOUT;
		}
	}

	/**
	 * Runs the script of the exchange.
	 * @param numbers how many it answers with
	 */
	List<@Nullable Object> exchange(List<String> keys, List<String> arguments, int numbers) throws StoreFailure {
		StatefulRedisConnection<String, String> present = this.connection;
		if (present == null) {
			throw new StoreFailure("not connected", null);
		}
		RedisAsyncCommands<String, String> commands = present.async();
		try {
			return await(commands
				.dispatch(CommandType.EVALSHA, new Numbers(numbers), arguments(this.digest, keys, arguments))
				.toCompletableFuture(), this.answerTimeout);
		}
		catch (StoreFailure ex) {
			if (!(ex.getCause() instanceof RedisNoScriptException)) {
				throw ex;
			}
			return await(
					commands.dispatch(CommandType.EVAL, new Numbers(numbers), arguments(this.script, keys, arguments))
						.toCompletableFuture(),
					this.answerTimeout);
		}
	}

	private static CommandArgs<String, String> arguments(String script, List<String> keys, List<String> values) {
		return new CommandArgs<>(StringCodec.UTF8).add(script).add(keys.size()).addKeys(keys).addValues(values);
	}

	private static <T> T await(CompletableFuture<T> answer, Duration timeout) throws StoreFailure {
		try {
			return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			throw new StoreFailure("no answer within " + timeout.toMillis() + " ms", null);
		}
		catch (ExecutionException ex) {
			throw new StoreFailure(String.valueOf(ex.getCause()), ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new StoreFailure("interrupted", null);
		}
	}

	void disconnect() {
		if (this.connection != null) {
			this.connection.closeAsync();
			this.connection = null;
		}
	}

	@Override
	public void close() {
		this.client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
		this.resources.shutdown(0, 1, TimeUnit.SECONDS);
	}

}
