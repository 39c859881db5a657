package dev.gatehouse.gateway.loop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gatehouse.gateway.BusyLoops;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

/** Loops of their own, beside those that the gateway of other tests uses. */
@Timeout(60)
@ParameterizedClass
@EnumSource
class EventLoopsTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	private final Transport transport;

	private final EventLoops loops;

	private final EventLoopGroup servers;

	EventLoopsTests(Transport transport) {
		assumeThat(transport == Transport.EPOLL || IoUring.isAvailable()).as("the machine has it").isTrue();
		this.transport = transport;
		this.loops = new EventLoops(transport, transport.handlers());
		this.servers = this.loops.onServer(true);
	}

	@AfterEach
	void end() {
		this.loops.disposeLater(Duration.ZERO, SOON).block(SOON);
	}

	@Test
	void threadsAreThoseOfReactorNetty() throws Exception {
		Thread thread = this.servers.submit(Thread::currentThread).get();
		assertThat(thread.getName()).startsWith("reactor-http-" + this.transport.threads() + "-");
		assertThat(thread.isDaemon()).isTrue();
		assertThat(this.servers.submit(Schedulers::isInNonBlockingThread).get()).as("may not wait").isTrue();
	}

	@Test
	void channelsAreThoseOfTheTransport() {
		boolean isUring = this.transport == Transport.IO_URING;
		EventLoop one = this.servers.next();
		assertThat(this.loops.onChannel(SocketChannel.class, one))
			.isInstanceOf(isUring ? IoUringSocketChannel.class : EpollSocketChannel.class);
		assertThat(this.loops.onChannelClass(ServerSocketChannel.class, this.servers))
			.isEqualTo(isUring ? IoUringServerSocketChannel.class : EpollServerSocketChannel.class);
	}

	@Test
	void whoAsksOnALoopStaysOnIt() throws Exception {
		EventLoop one = this.servers.next();
		for (int i = 0; i < 10; i++) {
			assertThat(one.submit(() -> this.loops.onClient(true).next()).get()).isSameAs(one);
		}
	}

	/**
	 * The kernel keeps a connection in the queue of its listener until it is accepted.
	 */
	@Test
	void connectionsAreAcceptedWhileAllLoopsAreBusy() throws Exception {
		DisposableServer server = TcpServer.create().host("127.0.0.1").runOn(this.loops).bindNow(SOON);
		List<Socket> clients = new ArrayList<>();
		try (BusyLoops _ = new BusyLoops(this.servers)) {
			for (int i = 0; i < 40; i++) {
				clients.add(new Socket("127.0.0.1", server.port()));
			}
			await().atMost(SOON).until(() -> waiting(server.port()) == 0);
		}
		finally {
			for (Socket client : clients) {
				client.close();
			}
			server.disposeNow(SOON);
		}
	}

	/**
	 * How many wait to be accepted (proc_net_tcp(5): of a listener, in the place of what
	 * was received).
	 */
	private static int waiting(int port) throws IOException {
		Pattern listener = Pattern
			.compile("^ *\\d+: [0-9A-F]+:%04X [0-9A-F:]+ 0A [0-9A-F]+:([0-9A-F]+) ".formatted(port));
		for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
			for (String line : Files.readAllLines(Path.of(table))) {
				Matcher found = listener.matcher(line);
				if (found.find()) {
					return Integer.parseInt(found.group(1), 16);
				}
			}
		}
		// A table is read in parts, and a line can be missed while others come and go.
		return -1;
	}

	/** A service's answer that breaks off would be waited for until its time is over. */
	@Test
	void resetRightAfterBytesIsNoticed() throws Exception {
		AtomicInteger ended = new AtomicInteger();
		DisposableServer server = TcpServer.create()
			.host("127.0.0.1")
			.runOn(this.loops)
			.doOnConnection((connection) -> connection.onDispose(ended::incrementAndGet))
			.handle((in, out) -> in.receive().then(Mono.never()))
			.bindNow(SOON);
		try {
			for (int i = 0; i < 500; i++) {
				try (Socket client = new Socket("127.0.0.1", server.port())) {
					client.getOutputStream().write('x');
					client.setSoLinger(true, 0);
				}
			}
			await().atMost(SOON).untilAtomic(ended, is(500));
		}
		finally {
			server.disposeNow(SOON);
		}
	}

	/**
	 * As a request whose next part is asked for when the service is ready, while it is
	 * being looked for: it would not be read any more.
	 */
	@Test
	void whoAsksForMoreWhileItIsLookedForGetsIt() throws Exception {
		BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();
		Queue<String> read = new ConcurrentLinkedQueue<>();
		Channel server = listen(new SimpleChannelInboundHandler<ByteBuf>() {

			@Override
			public boolean isSharable() {
				return true;
			}

			@Override
			public void channelActive(ChannelHandlerContext context) {
				accepted.add(context.channel());
				context.read();
			}

			@Override
			protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
				String said = bytes.toString(StandardCharsets.US_ASCII);
				read.add(said);
				if (said.equals("ready")) {
					Channel request = Objects.requireNonNull(accepted.peek());
					request.config().setAutoRead(false);
					request.read();
				}
			}

		});
		try (Socket client = connect(server); Socket service = connect(server)) {
			await().atMost(SOON).until(() -> accepted.size() == 2);
			List<Channel> connections = List.copyOf(accepted);
			for (Socket each : List.of(client, service)) {
				each.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
			}
			await().atMost(SOON).until(() -> read.size() == 2);
			for (String part : List.of("a", "b")) {
				client.getOutputStream().write(part.getBytes(StandardCharsets.US_ASCII));
				settle(connections.getFirst());
			}
			service.getOutputStream().write("ready".getBytes(StandardCharsets.US_ASCII));
			settle(connections.getLast());
			connections.getFirst().eventLoop().execute(() -> {
				connections.getFirst().config().setAutoRead(true);
				connections.getLast().read();
			});
			await().atMost(SOON).until(() -> read.size() == 4);
			settle(connections.getFirst());
			client.getOutputStream().write('c');
			await().atMost(SOON).until(() -> read.size() == 5);
		}
		finally {
			server.close().sync();
		}
		assertThat(read).containsExactly("hello", "hello", "ab", "ready", "c");
	}

	/**
	 * Returns what accepts connections on one loop that read when they are told to.
	 */
	private Channel listen(ChannelHandler connections) throws Exception {
		return new ServerBootstrap().group(this.loops.onServerSelect(true), this.servers.next())
			.channel(this.loops.onChannelClass(ServerSocketChannel.class, this.servers))
			.childOption(ChannelOption.AUTO_READ, false)
			.childHandler(connections)
			.bind("127.0.0.1", 0)
			.sync()
			.channel();
	}

	private static Socket connect(Channel server) throws IOException {
		return new Socket("127.0.0.1", ((InetSocketAddress) server.localAddress()).getPort());
	}

	/** Has the loop see all that the kernel tells by now. */
	private static void settle(Channel connection) throws Exception {
		for (int i = 0; i < 3; i++) {
			connection.eventLoop().submit(() -> {
			}).get();
		}
	}

	/** Else it could leave a request behind that nobody can be held to account for. */
	@Test
	void whoHasGoneBeforeBeingAcceptedHasAnAddress() throws Exception {
		Queue<Optional<SocketAddress>> addresses = new ConcurrentLinkedQueue<>();
		DisposableServer server = TcpServer.create()
			.host("127.0.0.1")
			.runOn(this.loops)
			.doOnConnection((connection) -> addresses.add(Optional.ofNullable(connection.channel().remoteAddress())))
			.bindNow(SOON);
		try {
			try (BusyLoops _ = new BusyLoops(this.loops.onServerSelect(true))) {
				for (int i = 0; i < 20; i++) {
					try (Socket client = new Socket("127.0.0.1", server.port())) {
						client.getOutputStream().write('x');
						client.setSoLinger(true, 0);
					}
				}
			}
			await().atMost(SOON).until(() -> addresses.size() == 20);
			assertThat(addresses).allMatch(Optional::isPresent);
		}
		finally {
			server.disposeNow(SOON);
		}
	}

	/** The names of services are asked for on the loops. */
	@Test
	void namesAreResolved() throws Exception {
		DisposableServer server = TcpServer.create()
			.host("127.0.0.1")
			.runOn(this.loops)
			.handle((in, out) -> out.sendString(Mono.just("here")))
			.bindNow(SOON);
		try (NameServer names = new NameServer()) {
			String said = TcpClient.create()
				.runOn(this.loops)
				.resolver((spec) -> spec.dnsAddressResolverGroupProvider((resolver) -> new DnsAddressResolverGroup(
						resolver.nameServerProvider(new SingletonDnsServerAddressStreamProvider(names.address())))))
				.host("accounts.bank.test")
				.port(server.port())
				.connect()
				.flatMap((connection) -> connection.inbound().receive().aggregate().asString())
				.block(SOON);
			assertThat(said).isEqualTo("here");
		}
		finally {
			server.disposeNow(SOON);
		}
	}

	@Test
	void theyEndAndSaySo() {
		assertThat(this.loops.isDisposed()).isFalse();
		this.loops.disposeLater(Duration.ZERO, SOON).block(SOON);
		assertThat(this.loops.isDisposed()).isTrue();
		assertThat(this.servers.isTerminated()).isTrue();
		assertThat(this.loops.onServerSelect(true).isTerminated()).isTrue();
	}

	/** Whoever stops the gateway would wait for ever. */
	@Test
	void oneThatHangsIsNotWaitedForLongerThanAllowed() throws Exception {
		try (BusyLoops _ = new BusyLoops(this.servers.next())) {
			assertThatIllegalStateException()
				.isThrownBy(() -> this.loops.disposeLater(Duration.ZERO, Duration.ofMillis(100)).block(SOON))
				.withMessageContaining("did not end");
		}
	}

}
