package dev.gatehouse.gateway.forward;

import java.net.SocketAddress;
import java.util.Map;
import java.util.function.Supplier;

import io.netty.resolver.AddressResolverGroup;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.TransportConfig;
import reactor.util.context.Context;

/**
 * A lane's connections to one address, and those who wait for one. A call that has ended
 * waits no longer: Reactor Netty's client (1.3.8) does not tell its pool, which would
 * keep the place, give it a connection that others wait for, and have it closed.
 */
final class Pool implements ConnectionProvider {

	private final ConnectionProvider connections;

	private final Supplier<@Nullable Call> caller;

	/**
	 * @param caller tells who asks for a connection now, on the lane's thread
	 */
	Pool(ConnectionProvider connections, Supplier<@Nullable Call> caller) {
		this.connections = connections;
		this.caller = caller;
	}

	@Override
	public Mono<? extends Connection> acquire(TransportConfig config, ConnectionObserver observer,
			@Nullable Supplier<? extends SocketAddress> address, @Nullable AddressResolverGroup<?> resolver) {
		Mono<? extends Connection> connection = this.connections.acquire(config, observer, address, resolver);
		Call call = this.caller.get();
		return (call != null) ? new Turn(connection, call) : connection;
	}

	@Override
	public void disposeWhen(SocketAddress address) {
		this.connections.disposeWhen(address);
	}

	@Override
	public void dispose() {
		this.connections.dispose();
	}

	@Override
	public Mono<Void> disposeLater() {
		return this.connections.disposeLater();
	}

	@Override
	public boolean isDisposed() {
		return this.connections.isDisposed();
	}

	@Override
	public int maxConnections() {
		return this.connections.maxConnections();
	}

	@Override
	public @Nullable Map<SocketAddress, Integer> maxConnectionsPerHost() {
		return this.connections.maxConnectionsPerHost();
	}

	@Override
	public @Nullable String name() {
		return this.connections.name();
	}

	/** The wait of one call for its connection. For one subscriber. */
	private static final class Turn extends Mono<Connection> implements CoreSubscriber<Connection> {

		private final Mono<? extends Connection> connection;

		private final Call call;

		private @Nullable CoreSubscriber<? super Connection> client;

		Turn(Mono<? extends Connection> connection, Call call) {
			this.connection = connection;
			this.call = call;
		}

		@Override
		public void subscribe(CoreSubscriber<? super Connection> client) {
			this.client = client;
			this.connection.subscribe(this);
		}

		@Override
		public void onSubscribe(Subscription turn) {
			this.call.waits(turn);
			client().onSubscribe(turn);
		}

		/** From here on the connection belongs to the exchange. */
		@Override
		public void onNext(Connection connection) {
			this.call.waits(null);
			client().onNext(connection);
		}

		@Override
		public void onError(Throwable error) {
			client().onError(error);
		}

		@Override
		public void onComplete() {
			client().onComplete();
		}

		@Override
		public Context currentContext() {
			return client().currentContext();
		}

		private CoreSubscriber<? super Connection> client() {
			if (this.client == null) {
				throw new IllegalStateException("nobody has subscribed");
			}
			return this.client;
		}

	}

}
