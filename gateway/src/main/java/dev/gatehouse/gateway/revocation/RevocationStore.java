package dev.gatehouse.gateway.revocation;

import java.time.Duration;
import java.util.List;

import dev.gatehouse.gateway.store.StoreAway;
import dev.gatehouse.gateway.store.StoreClient;
import dev.gatehouse.gateway.store.StoreScript;
import dev.gatehouse.gateway.store.StoreSettings;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
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

	private final StoreScript script = StoreScript.beside(RevocationStore.class);

	private final StoreClient client;

	private final Runnable news;

	private Duration patience = StoreClient.CONNECT_TIMEOUT;

	private @Nullable StatefulRedisConnection<String, String> asking;

	private @Nullable Subscription listening;

	/**
	 * @param news is told that there is news, on a thread that must not wait
	 */
	RevocationStore(StoreSettings settings, Runnable news) {
		this.client = new StoreClient(settings);
		this.news = news;
	}

	boolean isConnected() {
		return this.asking != null && this.asking.isOpen();
	}

	boolean isListening(long now) {
		return this.listening != null && this.listening.isAlive(now);
	}

	/** Connects anew. */
	void connect() throws StoreAway {
		disconnect();
		this.asking = this.client.connect(this.patience);
		this.patience = TIMEOUT;
	}

	/** Begins anew to listen to news. */
	void listen(long now) throws StoreAway {
		if (this.listening != null) {
			this.listening.close();
			this.listening = null;
		}
		this.listening = Subscription.begin(this.client, CHANNEL, this.news, this.patience, now);
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
		CommandArgs<String, String> arguments = new CommandArgs<>(StringCodec.UTF8).add(this.script.text())
			.add(KEYS.size())
			.addKeys(KEYS)
			.addValue(CHANNEL)
			.addValue(last.born())
			.addValue(last.version());
		puts.forEach((put) -> arguments.addValue(put.name()).addValue(put.expected()).addValue(put.entry()));
		return Answer
			.of(StoreClient.await(present.async().dispatch(CommandType.EVAL, new Texts(), arguments), this.patience));
	}

	/** Ends the connection that asks. */
	void disconnect() {
		if (this.asking != null) {
			this.asking.closeAsync();
			this.asking = null;
		}
	}

	@Override
	public void close() {
		this.client.close();
	}

}
