package dev.gatehouse.gateway.binding;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SetArgs;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
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

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

	private static final Duration RETRY = Duration.ofMillis(200);

	/** Commands that wait for an answer; one more fails. */
	private static final int MOST_WAITING = 10_000;

	private final ClientResources resources = DefaultClientResources.builder()
		.ioThreadPoolSize(2)
		.computationThreadPoolSize(2)
		.commandLatencyRecorder(CommandLatencyRecorder.disabled())
		.build();

	private final ScheduledExecutorService thread = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("proof-store").factory());

	private final RedisClient client;

	private final RedisURI address;

	private final Duration answerTimeout;

	private final long lifeMillis;

	private volatile @Nullable StatefulRedisConnection<String, String> connection;

	private boolean wasAway;

	/**
	 * Creates it, not connected yet.
	 * @param life for which a proof must be remembered
	 */
	ProofStore(String address, Duration answerTimeout, Duration life) {
		this.address = RedisURI.create(address);
		this.address.setTimeout(CONNECT_TIMEOUT);
		this.answerTimeout = answerTimeout;
		this.lifeMillis = life.toMillis();
		this.client = RedisClient.create(this.resources);
		this.client.setOptions(ClientOptions.builder()
			.autoReconnect(false)
			.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
			.requestQueueSize(MOST_WAITING)
			.protocolVersion(ProtocolVersion.RESP2)
			.socketOptions(SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).build())
			.build());
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
	 * @return whether it is new; ends with an error if nobody can tell, and in any case
	 * soon
	 */
	CompletableFuture<Boolean> take(ProofId id) {
		StatefulRedisConnection<String, String> present = this.connection;
		if (present == null) {
			return CompletableFuture.failedFuture(new RedisException("not connected"));
		}
		return present.async()
			.set(PREFIX + id, "", SetArgs.Builder.nx().px(this.lifeMillis))
			.toCompletableFuture()
			.orTimeout(this.answerTimeout.toMillis(), TimeUnit.MILLISECONDS)
			.handle((answer, error) -> {
				if (error != null || (answer != null && !answer.equals("OK"))) {
					leave(present);
					throw new RedisException("no answer of the store", error);
				}
				return answer != null;
			});
	}

	private synchronized void leave(@Nullable StatefulRedisConnection<String, String> failed) {
		if (failed != null && this.connection == failed) {
			this.connection = null;
			failed.closeAsync();
		}
	}

	private void keepConnected() {
		if (isConnected()) {
			return;
		}
		leave(this.connection);
		try {
			connect();
			if (this.wasAway) {
				logger.info("the store of used proofs is back");
			}
			this.wasAway = false;
		}
		catch (ExecutionException | TimeoutException | RuntimeException ex) {
			if (!this.wasAway) {
				logger.warn("the store of used proofs is away, and tokens that need a proof are refused: {}",
						String.valueOf((ex.getCause() != null) ? ex.getCause() : ex));
			}
			this.wasAway = true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void connect() throws ExecutionException, TimeoutException, InterruptedException {
		CompletableFuture<StatefulRedisConnection<String, String>> connecting = this.client
			.connectAsync(StringCodec.UTF8, this.address)
			.toCompletableFuture();
		try {
			StatefulRedisConnection<String, String> made = connecting.get(CONNECT_TIMEOUT.toMillis(),
					TimeUnit.MILLISECONDS);
			// A server that hangs is connected to as well.
			made.async().ping().toCompletableFuture().get(this.answerTimeout.toMillis(), TimeUnit.MILLISECONDS);
			this.connection = made;
		}
		catch (ExecutionException | TimeoutException | InterruptedException ex) {
			// It may come about later, and nobody would end it.
			connecting.thenAccept(StatefulRedisConnection::closeAsync);
			throw ex;
		}
	}

	@Override
	public void close() {
		this.thread.shutdownNow();
		this.client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
		this.resources.shutdown(0, 1, TimeUnit.SECONDS);
	}

}
