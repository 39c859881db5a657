package dev.gatehouse.gateway.limits;

import java.time.Duration;
import java.util.List;

import dev.gatehouse.gateway.store.StoreAway;
import dev.gatehouse.gateway.store.StoreClient;
import dev.gatehouse.gateway.store.StoreScript;
import dev.gatehouse.gateway.store.StoreSettings;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import org.jspecify.annotations.Nullable;

/**
 * The connection to the store: one, with one exchange at a time. Whatever goes wrong ends
 * it, and the next begins anew. Used by one thread, which waits for it, but never long.
 */
final class LeaseStore implements AutoCloseable {

	private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(500);

	private final StoreScript script = StoreScript.beside(LeaseStore.class);

	private final String digest = this.script.digest();

	private final StoreClient client;

	private final Duration answerTimeout;

	private @Nullable StatefulRedisConnection<String, String> connection;

	private Duration patience = StoreClient.CONNECT_TIMEOUT;

	LeaseStore(StoreSettings settings, Duration answerTimeout) {
		this.client = new StoreClient(settings);
		this.answerTimeout = answerTimeout;
	}

	boolean isConnected() {
		return this.connection != null && this.connection.isOpen();
	}

	/** Connects anew. */
	void connect() throws StoreAway {
		disconnect();
		try {
			this.connection = this.client.connect(this.patience);
		}
		finally {
			this.patience = CONNECT_TIMEOUT;
		}
	}

	/**
	 * Runs the script of the exchange.
	 * @param numbers how many it answers with
	 */
	List<@Nullable Object> exchange(List<String> keys, List<String> arguments, int numbers) throws StoreAway {
		StatefulRedisConnection<String, String> present = this.connection;
		if (present == null) {
			throw new StoreAway("not connected", null);
		}
		RedisAsyncCommands<String, String> commands = present.async();
		try {
			return StoreClient.await(commands.dispatch(CommandType.EVALSHA, new Numbers(numbers),
					arguments(this.digest, keys, arguments)), this.answerTimeout);
		}
		catch (StoreAway ex) {
			if (!(ex.getCause() instanceof RedisNoScriptException)) {
				throw ex;
			}
			return StoreClient.await(commands.dispatch(CommandType.EVAL, new Numbers(numbers),
					arguments(this.script.text(), keys, arguments)), this.answerTimeout);
		}
	}

	private static CommandArgs<String, String> arguments(String script, List<String> keys, List<String> values) {
		return new CommandArgs<>(StringCodec.UTF8).add(script).add(keys.size()).addKeys(keys).addValues(values);
	}

	void disconnect() {
		if (this.connection != null) {
			this.connection.closeAsync();
			this.connection = null;
		}
	}

	@Override
	public void close() {
		this.client.close();
	}

}
