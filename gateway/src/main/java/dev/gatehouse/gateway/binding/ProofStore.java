package dev.gatehouse.gateway.binding;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import dev.gatehouse.gateway.store.StoreAway;
import dev.gatehouse.gateway.store.StoreClient;
import dev.gatehouse.gateway.store.StoreScript;
import dev.gatehouse.gateway.store.StoreSettings;
import io.lettuce.core.RedisException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * One connection, on which all requests write and none waits. A thread of its own makes it, and makes it anew after whatever
 * went wrong: an answer that is late ends the connection, because on one that hangs all that follow would be late too.
 */
/**
 * The proofs that were used at any of the gateways that share a store. It takes each
 * once; while it is away it takes none.
 */
final class ProofStore implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(ProofStore.class);

	private static final String PREFIX = "gatehouse:dpop:";

	private static final String MEMORY = PREFIX + "memory";

	private static final Duration RETRY = Duration.ofMillis(200);

	private final ScheduledExecutorService thread = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("proof-store").factory());

	private final StoreScript script = StoreScript.beside(ProofStore.class);

	private final String digest = this.script.digest();

	private final StoreMemory memory;

	private final StoreClient client;

	private final Duration answerTimeout;

	private final String lifeMillis;

	private volatile @Nullable StatefulRedisConnection<String, String> connection;

	private boolean wasAway;

	/**
	 * Creates it, not connected yet.
	 * @param life for which a proof must be remembered
	 */
	ProofStore(StoreSettings settings, Duration answerTimeout, Duration life, InstantSource clock) {
		this.client = new StoreClient(settings);
		this.answerTimeout = answerTimeout;
		this.lifeMillis = Long.toString(life.toMillis());
		this.memory = new StoreMemory(clock);
	}

	/** Begins to connect, and to do so again whenever that is needed. */
	void start() {
		this.thread.scheduleWithFixedDelay(this::keepConnected, 0, RETRY.toMillis(), TimeUnit.MILLISECONDS);
	}

	boolean isConnected() {
		StatefulRedisConnection<String, String> present = this.connection;
		return present != null && present.isOpen();
	}

	/**
	 * Takes a proof. Waits for nothing.
	 * @param issued when it was made, milliseconds of the epoch
	 * @return whether it is new; ends with an error if nobody can tell, and in any case
	 * soon
	 */
	CompletableFuture<StoreMemory.Result> take(ProofId id, long issued) {
		StatefulRedisConnection<String, String> present = this.connection;
		if (present == null) {
			return CompletableFuture.failedFuture(new RedisException("not connected"));
		}
		String[] told = this.memory.told(Long.toString(issued), this.lifeMillis);
		return present.async()
			.<String>evalsha(this.digest, ScriptOutputType.VALUE, new String[] { MEMORY, PREFIX + id }, told)
			.thenApply((answer) -> this.memory.hear(answer, issued))
			.toCompletableFuture()
			.orTimeout(this.answerTimeout.toMillis(), TimeUnit.MILLISECONDS)
			.handle((result, error) -> {
				if (error != null) {
					leave(present);
					throw new RedisException("no answer of the store", error);
				}
				return result;
			});
	}

	/** Tells and asks what is remembered. A server that hangs is connected to as well. */
	private void ask(StatefulRedisConnection<String, String> present) throws StoreAway {
		StoreClient.await(present.async()
			.<String>eval(this.script.text(), ScriptOutputType.VALUE, new String[] { MEMORY }, this.memory.told())
			.thenApply((answer) -> this.memory.hear(answer, 0)), this.answerTimeout);
	}

	private synchronized void leave(@Nullable StatefulRedisConnection<String, String> failed) {
		if (failed != null && this.connection == failed) {
			this.connection = null;
			failed.closeAsync();
		}
	}

	private void keepConnected() {
		StatefulRedisConnection<String, String> present = this.connection;
		try {
			if (present != null && present.isOpen()) {
				// Its memory may be gone while nobody shows a proof here.
				ask(present);
				return;
			}
			leave(present);
			connect();
			if (this.wasAway) {
				logger.info("the store of used proofs is back");
			}
			this.wasAway = false;
		}
		catch (StoreAway | RuntimeException ex) {
			leave(present);
			if (!this.wasAway) {
				logger.warn("the store of used proofs is away, and tokens that need a proof are refused: {}",
						ex.getMessage());
			}
			this.wasAway = true;
		}
	}

	private void connect() throws StoreAway {
		StatefulRedisConnection<String, String> made = this.client.connect(StoreClient.CONNECT_TIMEOUT);
		try {
			ask(made);
			this.connection = made;
		}
		finally {
			if (this.connection != made) {
				made.closeAsync();
			}
		}
	}

	@Override
	public void close() {
		this.thread.shutdownNow();
		this.client.close();
	}

}
