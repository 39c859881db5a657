package dev.gatehouse.gateway.forward;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.SslProvider;
import reactor.netty.transport.AddressUtils;

/*
 * A request is read, forwarded and answered by one thread: each event loop has connections of its own, so nothing is handed
 * from one thread to another. And instead of timers that each request sets and cancels, one for the whole lane looks at the
 * calls under way a few times a second, as long as there are any.
 */
/**
 * The connections to one service that belong to one event loop, and the calls under way
 * on them. Only {@link #run} may be called by other threads.
 */
final class Lane {

	/** How late a time limit may be noticed. */
	private static final long TICK_MILLIS = 50;

	private final EventLoop loop;

	private final ForwardSettings.Limits limits;

	private final @Nullable SslProvider tls;

	private final List<ConnectionProvider> connections = new ArrayList<>();

	private final List<HttpClient> clients;

	private final List<Call> calls = new ArrayList<>();

	private @Nullable Call sending;

	private boolean ticking;

	/**
	 * Creates the lane, without connections.
	 * @param tls for the origins that are secure, if there are any
	 * @param allowances of connections, to each address
	 */
	Lane(String api, List<Origin> origins, ForwardSettings.Limits limits, @Nullable SslProvider tls, EventLoop loop,
			List<Allowance> allowances) {
		this.loop = loop;
		this.limits = limits;
		this.tls = tls;
		this.clients = IntStream.range(0, origins.size())
			.mapToObj((i) -> client(connections(api, allowances.get(i)), origins.get(i)))
			.toList();
	}

	private ConnectionProvider connections(String api, Allowance allowance) {
		ConnectionProvider pooled = ConnectionProvider.builder("upstream-" + api)
			.allocationStrategy(allowance)
			.pendingAcquireMaxCount(this.limits.pending())
			.pendingAcquireTimeout(this.limits.pendingTimeout())
			.evictionPredicate((connection, metadata) -> mayNotBeUsed(connection.channel(), metadata.idleTime()))
			// Those that nobody takes would be kept for ever: the youngest is taken
			// first.
			.evictInBackground(this.limits.idleTimeout().dividedBy(2))
			.lifo()
			.build();
		ConnectionProvider connections = new Pool(pooled, () -> this.sending);
		this.connections.add(connections);
		return connections;
	}

	private HttpClient client(ConnectionProvider connections, Origin origin) {
		InetSocketAddress address = AddressUtils.createUnresolved(origin.host(), origin.port());
		HttpClient client = HttpClient.create(connections)
			.runOn(this.loop)
			.remoteAddress(() -> address)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) this.limits.connectTimeout().toMillis())
			.option(ChannelOption.RECVBUF_ALLOCATOR, new ReceiveBuffers(SendWindows.OF_PROCESS))
			.doOnChannelInit((observer, channel, remote) -> OneAnswer.watch(channel.pipeline()))
			.followRedirect(false)
			.disableRetry(true);
		// A client that is ready for TLS and does not need it is copied for each request.
		return origin.isSecure() ? client.secure(Objects.requireNonNull(this.tls)) : client;
	}

	/**
	 * Asked by the lane's thread when it needs one, and by another that looks for those
	 * that have been idle for too long.
	 */
	private boolean mayNotBeUsed(Channel channel, long idleMillis) {
		return !channel.isActive() || idleMillis >= this.limits.idleTimeout().toMillis()
				|| (this.loop.inEventLoop() && isForWrite() && TcpState.hasEnded(channel));
	}

	/**
	 * Of what cannot be tried again, the kernel is asked whether the service has ended
	 * the connection while other events were seen to.
	 */
	private boolean isForWrite() {
		return this.sending != null && !this.sending.forwarded().isPlainRead();
	}

	HttpClient client(int address) {
		return this.clients.get(address);
	}

	/** Notes who asks for a connection from now on. */
	void sending(@Nullable Call call) {
		this.sending = call;
	}

	/** Runs this on the lane's thread: at once, if that is the caller's. */
	void run(Runnable step) {
		if (this.loop.inEventLoop()) {
			step.run();
		}
		else {
			this.loop.execute(step);
		}
	}

	void add(Call call) {
		call.place(this.calls.size());
		this.calls.add(call);
		if (!this.ticking) {
			this.ticking = true;
			tickSoon();
		}
	}

	/** The last call takes the place of the one that has ended. */
	void remove(Call call) {
		Call last = this.calls.removeLast();
		if (last != call) {
			this.calls.set(call.place(), last);
			last.place(call.place());
		}
	}

	private void tickSoon() {
		this.loop.schedule(this::tick, TICK_MILLIS, TimeUnit.MILLISECONDS);
	}

	private void tick() {
		long now = System.nanoTime();
		try {
			List.copyOf(this.calls).forEach((call) -> call.checkTime(now, this.limits));
		}
		finally {
			// Whatever happened to one call, the others have their limits.
			this.ticking = !this.calls.isEmpty();
			if (this.ticking) {
				tickSoon();
			}
		}
	}

	Mono<Void> close() {
		return Flux.fromIterable(this.connections).flatMap(ConnectionProvider::disposeLater).then();
	}

}
